import type { IncomingMessage } from 'node:http';
import { AwsError, notImplemented } from './aws-error.ts';
import { brokenConstraints } from './constraints.ts';
import type { AboutPerson } from './events.ts';
import { refuseUnhonoured } from './honoured.ts';
import type { Addressed } from './identify.ts';
import type { Interceptor } from './interceptor.ts';
import type { Authority } from './interfaces/authority.ts';
import type { EngineContext } from './interfaces/engine-context.ts';
import type { Call, Honoured, Operation, Service } from './operation.ts';
import type { Principal } from './principal.ts';
import { decodeInput } from './protocol/codec-of.ts';
import { requestKeys } from './request-keys.ts';

export type CallDependencies = Pick<EngineContext, 'config'> & {
  authority: Authority;
  /** Every call passes it before its effect. */
  intercept?: Interceptor;
};

/** What is known of a call besides the request itself. */
export interface Circumstances {
  requestId: string;
  traceId: string;
  signal: AbortSignal;
  /** Hears what is found out about the call as soon as it is known. */
  noted: Noted;
}

/** What is known of a call, for events. */
export interface Noted {
  principal: Principal | undefined;
  resources: readonly string[] | undefined;
  about: AboutPerson | undefined;
  fault: string | undefined;
}

/**
 * Takes a call from its request to its effect: authenticate → parse → constraints → honoured → authorize → intercept → run. Returns the
 * operation's output, and throws AwsError for the first error.
 */
export async function answerCall(
  { authority, config, intercept }: CallDependencies,
  addressed: Addressed,
  request: IncomingMessage,
  body: Uint8Array,
  { requestId, traceId, signal, noted }: Circumstances,
): Promise<object> {
  const { service, operation: name } = addressed;
  const { model } = service;
  const declared = model.operations[name];
  if (!declared?.unsigned) {
    noted.principal = authority.authenticate({
      method: request.method ?? 'GET',
      url: request.url ?? '/',
      headers: request.headers,
      body,
      service: SIGNED_AS[model.service] ?? model.service,
    });
  }
  const { principal } = noted;
  const operation = service.operations[name];
  if (!operation) throw notImplemented(`${model.service}: ${name}`);
  const input = decodeInput(addressed, { headers: request.headers, body });
  const broken =
    declared?.input &&
    !service.verbatim &&
    brokenConstraints(model, declared.input, input, {
      showValues: !service.hidesValues,
      bodyInput: service.namesBody ? `${name.charAt(0).toLowerCase()}${name.slice(1)}Input` : undefined,
      patternWords: service.patternWords,
      lengthWords: service.lengthWords,
      listRule: service.listRule,
      ownEnums: service.ownEnums,
    });
  if (broken) throw new AwsError(service.validationCode ?? 'ValidationException', broken, { status: 400 });
  refuseUnhonoured(name, operation.honours as Honoured, input);

  const call: Call = {
    requestId,
    traceId,
    region: config.region,
    accountId: config.accountId,
    principal,
    signal,
    host: request.headers.host ?? '',
    sourceIp: request.socket.remoteAddress ?? '',
    userAgent: request.headers['user-agent'] ?? '',
    requestKeys: () => requestKeys(request, input),
    about(person) {
      noted.about = person;
    },
    authorize(action, resource, context) {
      if (resource !== '*') noted.resources = [...new Set([...(noted.resources ?? []), resource])];
      if (!principal) return;
      const keys = { ...requestKeys(request, input), ...context };
      authority.authorize({ principal, action, resource, context: keys, traceId });
    },
  };
  authorizeCall({ authority, service, name, operation, request, noted }, input, call);
  if (!intercept) return operation.run(input, call);
  const struck = (ruleId: string) => {
    noted.fault = ruleId;
  };
  const ready = { service: model.service, operation: name, input, signal, struck };
  return intercept(ready, () => operation.run(input, call));
}

/** The signing names of services that share another one's. */
const SIGNED_AS: Readonly<Record<string, string>> = {
  apigatewayv2: 'apigateway',
  dynamodbstreams: 'dynamodb',
};

interface Called {
  authority: Authority;
  service: Service;
  name: string;
  operation: Operation<object, object>;
  request: IncomingMessage;
  noted: Noted;
}

function authorizeCall(
  { authority, service, name, operation, request, noted }: Called,
  input: object,
  call: Call,
): void {
  const { principal, traceId } = call;
  // The account's root may do everything: nothing to check.
  if (!principal || principal.kind === 'root') return;
  const action = operation.action ?? `${service.model.service}:${name}`;
  const resources = operation.resource?.(input, call) ?? '*';
  if (resources !== '*') noted.resources = [resources].flat();
  const resourcePolicy = operation.resourcePolicy?.(input, call);
  const context = { ...requestKeys(request, input), ...operation.conditionKeys?.(input, call) };
  for (const resource of typeof resources === 'string' ? [resources] : resources)
    authority.authorize({ principal, action, resource, context, resourcePolicy, traceId });
}
