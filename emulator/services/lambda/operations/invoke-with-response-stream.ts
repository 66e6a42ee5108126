import type { InvokeWithResponseStreamCommandInput } from '@aws-sdk/client-lambda';
import { operation } from '../../../edge/operation.ts';
import type { Outcome } from '../environments/invocation.ts';
import { resourceOf } from '../function-name.ts';
import { checkPayload } from '../invocations/check-payload.ts';
import { clientContextOf } from '../invocations/client-context.ts';
import { eventStream, type StreamEvent } from '../invocations/event-stream.ts';
import { invokePolicy } from '../invocations/invoke-policy.ts';
import { runnable } from '../invocations/runnable.ts';
import type { LambdaServices } from '../services.ts';

type Input = Omit<InvokeWithResponseStreamCommandInput, 'Payload'> & { Payload?: Uint8Array };

interface Output {
  StatusCode: number;
  ExecutedVersion?: string;
  /** The events in their binary form. */
  EventStream: Uint8Array;
}

/**
 * InvokeWithResponseStream: invokes a function and answers with a stream of events, sent whole when the function is done; its payload has
 * the limit of buffered answers.
 */
export function invokeWithResponseStream(
  services: Pick<LambdaServices, 'context' | 'store' | 'code' | 'run'>,
) {
  const { context, run } = services;
  return operation<Input, Output>({
    honours: {
      FunctionName: true,
      InvocationType: ['RequestResponse', 'DryRun'],
      LogType: true,
      ClientContext: true,
      Payload: true,
      Qualifier: true,
    },
    headers: (traceId) => ({
      'Content-Type': 'application/vnd.amazon.eventstream',
      'X-Amzn-Trace-Id': traceId,
    }),
    action: 'lambda:InvokeFunction',
    resource: ({ FunctionName = '', Qualifier }) => resourceOf(context.config, FunctionName, Qualifier),
    resourcePolicy: ({ FunctionName = '', Qualifier }) => invokePolicy(services, FunctionName, Qualifier),
    async run(input, call) {
      const { FunctionName = '', Qualifier, InvocationType, LogType } = input;
      const clientContext = clientContextOf(input.ClientContext);
      const { revision, arn } = runnable(services, FunctionName, Qualifier);
      if (InvocationType === 'DryRun') return { StatusCode: 204, EventStream: new Uint8Array() };
      const payload = input.Payload && input.Payload.length > 0 ? input.Payload : Buffer.from('{}');
      checkPayload(payload, 'RequestResponse');
      const outcome = await run({
        revision,
        invokedFunctionArn: arn,
        payload,
        requestId: call.requestId,
        traceId: call.traceId,
        invokedBy: call.principal?.arn ?? 'anonymous',
        clientContext,
      });
      return {
        StatusCode: 200,
        ExecutedVersion: revision.version,
        EventStream: eventStream(eventsOf(outcome, LogType === 'Tail')),
      };
    },
  });
}

function eventsOf({ payload, failure, logTail }: Outcome, withLog: boolean): StreamEvent[] {
  const complete = {
    ...(failure && { ErrorCode: failure.errorType, ErrorDetails: failure.payload }),
    ...(withLog && { LogResult: Buffer.from(logTail).toString('base64') }),
  };
  const last: StreamEvent = {
    type: 'InvokeComplete',
    contentType: 'application/json',
    payload: Buffer.from(JSON.stringify(complete)),
  };
  const bytes = Buffer.from(payload);
  if (failure || bytes.length === 0) return [last];
  return [{ type: 'PayloadChunk', contentType: 'application/octet-stream', payload: bytes }, last];
}
