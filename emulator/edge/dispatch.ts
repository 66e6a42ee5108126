import type { IncomingMessage } from 'node:http';
import type { EngineContext } from '../context.ts';
import type { Authority } from '../iam/authority.ts';
import { AwsError, notImplemented } from './aws-error.ts';
import { brokenConstraints } from './constraints.ts';
import { DroppedConnection } from './dropped-connection.ts';
import { refuseUnhonoured } from './honoured.ts';
import { type Addressed, createIdentify } from './identify.ts';
import type { Interceptor } from './interceptor.ts';
import type { Call, Honoured, Operation, Service } from './operation.ts';
import type { Principal } from './principal.ts';
import type { Answer } from './protocol/answer.ts';
import { decodeInput, encodeError, encodeOutput } from './protocol/codec-of.ts';
import { requestKeys } from './request-keys.ts';
import { traceIdOf } from './trace-id.ts';

type Dependencies = Pick<EngineContext, 'clock' | 'config' | 'events' | 'random' | 'stores'> & {
  authority: Authority;
  services: readonly Service[];
  /** Every call passes it on its way to its effect. */
  intercept?: Interceptor;
  /** Where a defect of the engine is reported; the client sees a 500 `InternalFailure`. */
  report(error: unknown): void;
};

/** Answers one AWS API call, from the raw request to the raw answer; undefined when the connection is to be cut instead. Never throws. */
export type Dispatch = (
  request: IncomingMessage,
  body: Uint8Array,
  signal: AbortSignal,
) => Promise<Answer | undefined>;

/**
 * Makes the way of every API call: identify → authenticate → parse → constraints → honoured → authorize → intercept →
 * run → journal → answer → event.
 */
export function createDispatch(dependencies: Dependencies): Dispatch {
  const { clock, events, random, services, report } = dependencies;
  const identify = createIdentify(services);

  return async (request, body, signal) => {
    const startedAt = clock.now();
    const started = performance.now();
    const requestId = random.uuid();
    const traceId = traceIdOf(request.headers['x-amzn-trace-id'], dependencies);
    const addressed = identify(request, body);
    const caller: { principal: Principal | undefined } = { principal: undefined };
    let answer: Answer | undefined;
    let failure: AwsError | DroppedConnection | undefined;

    try {
      if (!('operation' in addressed)) throw notImplemented(addressed.asked || 'This request');
      const output = await answerCall(dependencies, addressed, request, body, {
        requestId,
        traceId,
        signal,
        caller,
      });
      await dependencies.stores.flushed();
      const { service, operation } = addressed;
      answer = encodeOutput(service, operation, output, requestId);
      Object.assign(answer.headers, service.operations[operation]?.headers?.(traceId));
    } catch (error) {
      if (error instanceof AwsError || error instanceof DroppedConnection) failure = error;
      else {
        report(error);
        failure = new AwsError('InternalFailure', 'The embedded engine failed; its log has the details.', {
          status: 500,
        });
      }
      await dependencies.stores.flushed();
      answer = failure instanceof AwsError ? errorAnswer(addressed.service, failure, requestId) : undefined;
    }
    if (answer) answer.headers['x-amzn-RequestId'] = requestId;
    if (events.wanted('call')) {
      events.publish({
        type: 'call',
        at: startedAt,
        requestId,
        traceId,
        service: addressed.service?.model.service ?? 'unknown',
        operation: 'operation' in addressed ? addressed.operation : addressed.asked,
        principal: caller.principal,
        status: answer?.status ?? 0,
        ...(failure && {
          error: failure instanceof AwsError ? failure.code : failure.name,
          message: failure.message,
        }),
        durationMs: performance.now() - started,
      });
    }
    return answer;
  };
}

interface Circumstances {
  requestId: string;
  traceId: string;
  signal: AbortSignal;
  caller: { principal: Principal | undefined };
}

async function answerCall(
  { authority, config, intercept }: Dependencies,
  addressed: Addressed,
  request: IncomingMessage,
  body: Uint8Array,
  { requestId, traceId, signal, caller }: Circumstances,
): Promise<object> {
  const { service, operation: name } = addressed;
  const { model } = service;
  const declared = model.operations[name];
  if (!declared?.unsigned) {
    caller.principal = authority.authenticate({
      method: request.method ?? 'GET',
      url: request.url ?? '/',
      headers: request.headers,
      body,
      service: model.service === 'apigatewayv2' ? 'apigateway' : model.service,
    });
  }
  const { principal } = caller;
  const operation = service.operations[name];
  if (!operation) throw notImplemented(`${model.service}: ${name}`);
  const input = decodeInput(addressed, { headers: request.headers, body });
  const broken =
    declared?.input &&
    !service.verbatim &&
    brokenConstraints(model, declared.input, input, {
      showValues: !service.hidesValues,
      patternWords: service.patternWords,
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
    authorize(action, resource, context) {
      if (!principal) return;
      const keys = { ...requestKeys(request, input), ...context };
      authority.authorize({ principal, action, resource, context: keys, traceId });
    },
  };
  authorizeCall({ authority, service, name, operation, request }, input, call);
  if (!intercept) return operation.run(input, call);
  const ready = { service: model.service, operation: name, input, signal };
  return intercept(ready, () => operation.run(input, call));
}

interface Called {
  authority: Authority;
  service: Service;
  name: string;
  operation: Operation<object, object>;
  request: IncomingMessage;
}

function authorizeCall(
  { authority, service, name, operation, request }: Called,
  input: object,
  call: Call,
): void {
  const { principal, traceId } = call;
  // The account's root may do everything: nothing need be put together to ask.
  if (!principal || principal.kind === 'root') return;
  const action = operation.action ?? `${service.model.service}:${name}`;
  const resources = operation.resource?.(input, call) ?? '*';
  const resourcePolicy = operation.resourcePolicy?.(input, call);
  const context = { ...requestKeys(request, input), ...operation.conditionKeys?.(input, call) };
  for (const resource of typeof resources === 'string' ? [resources] : resources)
    authority.authorize({ principal, action, resource, context, resourcePolicy, traceId });
}

function errorAnswer(service: Service | undefined, error: AwsError, requestId: string): Answer {
  const answer = service ? encodeError(service, error, requestId) : plainError(error);
  Object.assign(answer.headers, error.headers);
  return answer;
}

function plainError(error: AwsError): Answer {
  return {
    status: error.status ?? 400,
    headers: { 'Content-Type': 'application/json', 'x-amzn-ErrorType': error.code },
    body: JSON.stringify({ __type: error.code, message: error.message }),
  };
}
