import velocity from 'velocityjs';
import { misconfigured } from '../../../execute-api/gateway-failure.ts';
import { contextVariable } from '../../../execute-api/request/context-variables.ts';
import { decodedParameters, headerMaps, queryMaps } from '../../../execute-api/request/proxy-event.ts';
import { jsonPath } from '../../../execute-api/template/json-path.ts';
import type { Exchange } from '../exchange.ts';

/** What a template may set, beside what it prints (API Gateway guide, "Override your API's request and response parameters"). */
export interface Overrides {
  header: Record<string, unknown>;
  querystring: Record<string, unknown>;
  path: Record<string, unknown>;
  status?: unknown;
}

export interface Rendered {
  readonly text: string;
  readonly requestOverride: Overrides;
  readonly responseOverride: Overrides;
}

/**
 * Renders a mapping template (Velocity; API Gateway guide, "Mapping template reference") over a body with `$input`, `$context`,
 * `$stageVariables` and `$util`. Throws GatewayFailure 500 where the template cannot be rendered.
 */
export function renderTemplate(exchange: Exchange, template: string, body: string): Rendered {
  const requestOverride: Overrides = { header: {}, querystring: {}, path: {} };
  const responseOverride: Overrides = { header: {}, querystring: {}, path: {} };
  const context = {
    ...contextObject(exchange),
    requestOverride,
    responseOverride,
  };
  try {
    const text = velocity.render(
      template,
      { input: inputOf(exchange, body), context, stageVariables: { ...exchange.stage.variables }, util },
      {},
      { escape: false },
    );
    return { text, requestOverride, responseOverride };
  } catch (error) {
    throw misconfigured('Unable to transform request', 500, error);
  }
}

function inputOf(exchange: Exchange, body: string): object {
  const parsed = (): unknown => (body === '' ? {} : JSON.parse(body));
  const params = () => ({
    path: decodedParameters(exchange) ?? {},
    querystring: queryMaps(exchange.query).single ?? {},
    header: headerMaps(exchange).headers,
  });
  return {
    body,
    json: (path: string) => JSON.stringify(jsonPath(parsed(), path)) ?? '""',
    path: (path: string) => jsonPath(parsed(), path) ?? '',
    params(name?: string) {
      const all = params();
      if (name === undefined) return all;
      // The order in which AWS looks: path, query, header.
      return [all.path, all.querystring, all.header].find((map) => Object.hasOwn(map, name))?.[name] ?? '';
    },
  };
}

const NAMES = [
  'accountId',
  'apiId',
  'deploymentId',
  'domainName',
  'domainPrefix',
  'extendedRequestId',
  'httpMethod',
  'path',
  'protocol',
  'requestId',
  'requestTime',
  'requestTimeEpoch',
  'resourceId',
  'resourcePath',
  'stage',
  'xrayTraceId',
];

function contextObject(exchange: Exchange): Record<string, unknown> {
  const { authorizer } = exchange;
  return {
    ...Object.fromEntries(NAMES.map((name) => [name, contextVariable(exchange, [name]) ?? ''])),
    identity: Object.fromEntries(
      IDENTITY.map((name) => [name, contextVariable(exchange, ['identity', name]) ?? '']),
    ),
    authorizer: authorizer
      ? { ...authorizer.context, ...authorizer.claims, principalId: authorizer.principalId }
      : {},
  };
}

const IDENTITY = ['accountId', 'accessKey', 'caller', 'sourceIp', 'user', 'userAgent', 'userArn'];

const util = {
  escapeJavaScript: (text: unknown) => JSON.stringify(String(text)).slice(1, -1).replaceAll("'", "\\'"),
  parseJson: (text: string) => JSON.parse(text) as unknown,
  urlEncode: (text: unknown) => encodeURIComponent(String(text)),
  urlDecode: (text: unknown) => decodeURIComponent(String(text).replaceAll('+', ' ')),
  base64Encode: (text: unknown) => Buffer.from(String(text)).toString('base64'),
  base64Decode: (text: unknown) => Buffer.from(String(text), 'base64').toString('utf8'),
};
