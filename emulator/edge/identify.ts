import type { IncomingMessage } from 'node:http';
import type { Service } from './operation.ts';
import { createRestRouter, type RestMatch, type RestRouter } from './protocol/rest-router.ts';

/** The operation and service of a request. */
export interface Addressed {
  service: Service;
  operation: string;
  labels: Record<string, string>;
  query: URLSearchParams;
  /** The form of an awsQuery call. */
  form: URLSearchParams | undefined;
}

export interface Unaddressed {
  /** The service, if that much is known. */
  service: Service | undefined;
  /** What was asked for, for the error's text. */
  asked: string;
  /** The service in the signature's scope, where there is one. */
  scope: string | undefined;
  /** The call came as a form, as awsQuery's do. */
  isForm: boolean;
}

export type Identify = (request: IncomingMessage, body: Uint8Array) => Addressed | Unaddressed;

/** REST paths that identify their service without a signature. */
const PATHS: readonly [RegExp, string][] = [
  [/^\/v2\/(apis|tags|domainnames|vpclinks)/, 'apigatewayv2'],
  [
    /^\/(restapis|apikeys|usageplans|account|domainnames|vpclinks|clientcertificates|sdktypes|tags)\b/,
    'apigateway',
  ],
  [/^\/20\d\d-\d\d-\d\d\//, 'lambda'],
];

/**
 * Makes the function that finds a request's operation: by `X-Amz-Target`, by the `Action` of a form, by the service in the signature's
 * scope together with the path, and by the path alone.
 */
export function createIdentify(services: readonly Service[]): Identify {
  const byName = new Map(services.map((service) => [service.model.service, service]));
  const byPrefix = new Map(services.map((service) => [service.model.targetPrefix, service]));
  const routers = new Map<Service, RestRouter>(
    services
      .filter((service) => service.model.protocol === 'rest-json')
      .map((service) => [service, createRestRouter(service.model)]),
  );

  return (request, body) => {
    const url = request.url ?? '/';
    const mark = url.indexOf('?');
    const path = mark < 0 ? url : url.slice(0, mark);
    const query = new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1));
    const scope = scopeOf(request.headers.authorization, query);

    const target = request.headers['x-amz-target'];
    if (typeof target === 'string') {
      const dot = target.lastIndexOf('.');
      const service = byPrefix.get(target.slice(0, dot));
      const operation = target.slice(dot + 1);
      return service && operation in service.model.operations
        ? { service, operation, labels: {}, query, form: undefined }
        : {
            service,
            asked: operation,
            scope,
            isForm: false,
          };
    }
    const form = formOf(request, query, body);
    if (form) {
      const action = form.get('Action') ?? '';
      const service = services.find(
        ({ model }) =>
          model.protocol === 'query' &&
          model.apiVersion === form.get('Version') &&
          action in model.operations,
      );
      return service
        ? { service, operation: action, labels: {}, query, form }
        : { service: scope ? byName.get(scope) : undefined, asked: action, scope, isForm: true };
    }
    const name = scope === 'apigateway' && path.startsWith('/v2/') ? 'apigatewayv2' : scope;
    const service = byName.get(name ?? PATHS.find(([pattern]) => pattern.test(path))?.[1] ?? '');
    const match = service && safeMatch(routers.get(service), request.method ?? 'GET', path, query);
    return service && match
      ? { service, operation: match.operation, labels: match.labels, query, form: undefined }
      : { service, asked: `${request.method} ${path}`, scope, isForm: false };
  };
}

function safeMatch(
  router: RestRouter | undefined,
  method: string,
  path: string,
  query: URLSearchParams,
): RestMatch | undefined {
  try {
    return router?.(method, path, query);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

/** The service that a request is signed for, in its header or in its query; undefined if neither is signed. */
export function scopeOf(authorization: string | undefined, query: URLSearchParams): string | undefined {
  return signingName(authorization) ?? signingName(query.get('X-Amz-Credential') ?? undefined);
}

/** The service in `Credential=<key>/<date>/<region>/<service>/aws4_request`. */
function signingName(text: string | undefined): string | undefined {
  return text ? /(?:Credential=|^)[^/,\s]+\/\d{8}\/[^/]*\/([^/]+)\/aws4_request/.exec(text)?.[1] : undefined;
}

function formOf(
  request: IncomingMessage,
  query: URLSearchParams,
  body: Uint8Array,
): URLSearchParams | undefined {
  if (query.has('Action')) return query;
  if (!request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return undefined;
  const form = new URLSearchParams(
    Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'),
  );
  return form.has('Action') ? form : undefined;
}
