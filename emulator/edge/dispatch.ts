import type { IncomingMessage } from 'node:http';
import { NotKeptError } from '../store/log-writer.ts';
import { answerCall, type CallDependencies, type Noted } from './answer-call.ts';
import { AwsError } from './aws-error.ts';
import { DroppedConnection } from './dropped-connection.ts';
import { frontPage, frontPageHtml } from './front-page.ts';
import { createIdentify } from './identify.ts';
import type { EngineContext } from './interfaces/engine-context.ts';
import type { Service } from './operation.ts';
import type { Answer } from './protocol/answer.ts';
import { encodeError, encodeOutput } from './protocol/codec-of.ts';
import { answerType } from './protocol/verbatim.ts';
import { publishCall } from './publish-call.ts';
import { traceIdOf } from './trace-id.ts';
import { type Refusal, refuseUnaddressed } from './unaddressed.ts';

type Dependencies = Pick<EngineContext, 'clock' | 'events' | 'random' | 'stores'> &
  CallDependencies & {
    services: readonly Service[];
    /** What a browser sees at the engine's address; a plain page by default. */
    page?(): Promise<Answer>;
    /** Where a bug of the engine is reported; the client gets a 500 `InternalFailure`. */
    report(error: unknown): void;
  };

/**
 * Answers one AWS API call, from the raw request to the raw answer; undefined if the connection is to be dropped instead. Never throws.
 */
export type Dispatch = (
  request: IncomingMessage,
  body: Uint8Array,
  signal: AbortSignal,
) => Promise<Answer | undefined>;

/**
 * Makes the path of every API call: identify → authenticate → parse → constraints → honoured → authorize → intercept → run → journal →
 * answer → event.
 */
export function createDispatch(dependencies: Dependencies): Dispatch {
  const { clock, events, random, services, report } = dependencies;
  const { page = () => Promise.resolve(frontPageHtml()) } = dependencies;
  const identify = createIdentify(services);

  return async (request, body, signal) => {
    const startedAt = clock.now();
    const started = performance.now();
    const traceId = traceIdOf(request.headers['x-amzn-trace-id'], dependencies);
    const addressed = identify(request, body);
    const requestId = addressed.service?.requestId?.(random) ?? random.uuid();
    const noted: Noted = { principal: undefined, resources: undefined, about: undefined, fault: undefined };
    let answer: Answer | undefined;
    let failure: AwsError | DroppedConnection | undefined;
    let refusal: Refusal | undefined;

    try {
      if (!('operation' in addressed)) {
        const front = await frontPage(request, page);
        if (front) return front;
        refusal = refuseUnaddressed(request, addressed);
        throw refusal.error;
      }
      await dependencies.stores.recovered();
      const output = await answerCall(dependencies, addressed, request, body, {
        requestId,
        traceId,
        signal,
        noted,
      });
      await dependencies.stores.flushed();
      const { service, operation } = addressed;
      answer = encodeOutput(service, operation, output, requestId);
      Object.assign(answer.headers, service.operations[operation]?.headers?.(traceId));
    } catch (error) {
      if (error instanceof AwsError || error instanceof DroppedConnection) failure = error;
      else {
        report(error);
        failure =
          error instanceof NotKeptError
            ? notKept(error)
            : new AwsError('InternalFailure', 'The embedded engine failed; its log has the details.', {
                status: 500,
              });
      }
      const unkept = await keptAll(dependencies.stores);
      // Publish nothing that a restart would undo.
      if (unkept && failure instanceof AwsError) failure = notKept(unkept);
      answer =
        refusal?.encode?.(requestId) ??
        (failure instanceof AwsError ? errorAnswer(addressed.service, failure, requestId) : undefined);
    }
    if (answer) answer.headers['x-amzn-RequestId'] = requestId;
    if (answer && addressed.service?.verbatim)
      answer.headers['Content-Type'] = answerType(addressed.service.model, request.headers['content-type']);
    publishCall(events, () => ({
      at: startedAt,
      requestId,
      traceId,
      service: addressed.service?.model.service ?? refusal?.service ?? 'unknown',
      operation: 'operation' in addressed ? addressed.operation : addressed.asked,
      principal: noted.principal,
      status: answer?.status ?? 0,
      failure,
      durationMs: performance.now() - started,
      resources: noted.resources,
      about: noted.about,
      fault: noted.fault,
    }));
    return answer;
  };
}

/** Waits until the changes are stored, or says why they are not. */
async function keptAll(stores: Dependencies['stores']): Promise<NotKeptError | undefined> {
  try {
    await stores.flushed();
    return undefined;
  } catch (error) {
    if (error instanceof NotKeptError) return error;
    throw error;
  }
}

/** AWS's answer if a call failed on its side; whether it took effect is unknown. */
function notKept({ message }: NotKeptError): AwsError {
  return new AwsError('InternalFailure', message, { status: 500 });
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
