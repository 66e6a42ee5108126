import type { InvocationResponse, InvokeCommandInput } from '@aws-sdk/client-lambda';
import { type Call, operation } from '../../../edge/operation.ts';
import { resourceOf } from '../function-name.ts';
import { checkPayload } from '../invocations/check-payload.ts';
import { clientContextOf } from '../invocations/client-context.ts';
import { invokePolicy } from '../invocations/invoke-policy.ts';
import { runnable } from '../invocations/runnable.ts';
import type { LambdaServices } from '../services.ts';

type InvokeInput = Omit<InvokeCommandInput, 'Payload'> & { Payload?: Uint8Array };

/** Invoke: invokes a function and waits (RequestResponse), queues an event (Event), or only checks (DryRun). */
export function invoke(services: Pick<LambdaServices, 'context' | 'store' | 'code' | 'run' | 'events'>) {
  const { context, run, events } = services;
  return operation<InvokeInput, InvocationResponse>({
    honours: {
      FunctionName: true,
      InvocationType: ['RequestResponse', 'Event', 'DryRun'],
      LogType: true,
      ClientContext: true,
      Payload: true,
      Qualifier: true,
    },
    headers: (traceId) => ({
      'Content-Type': 'application/json',
      'x-amzn-Remapped-Content-Length': '0',
      'X-Amzn-Trace-Id': traceId,
    }),
    action: 'lambda:InvokeFunction',
    resource: ({ FunctionName = '', Qualifier }) => resourceOf(context.config, FunctionName, Qualifier),
    resourcePolicy: ({ FunctionName = '', Qualifier }) => invokePolicy(services, FunctionName, Qualifier),
    async run(input, call) {
      const {
        FunctionName = '',
        Qualifier,
        InvocationType = 'RequestResponse',
        LogType,
        ClientContext,
      } = input;
      const clientContext = clientContextOf(ClientContext);
      const { revision, arn } = runnable(services, FunctionName, Qualifier);
      if (InvocationType === 'DryRun') return { StatusCode: 204 };
      const payload = input.Payload && input.Payload.length > 0 ? input.Payload : Buffer.from('{}');
      checkPayload(payload, InvocationType);
      if (InvocationType === 'Event') {
        events.accept({
          functionArn: arn,
          payload,
          requestId: call.requestId,
          traceId: call.traceId,
          invokedBy: callerOf(call),
        });
        return { StatusCode: 202, Payload: new Uint8Array() };
      }
      const outcome = await run({
        revision,
        invokedFunctionArn: arn,
        payload,
        requestId: call.requestId,
        traceId: call.traceId,
        invokedBy: callerOf(call),
        clientContext,
      });
      return {
        StatusCode: 200,
        ExecutedVersion: revision.version,
        Payload: bytesOf(outcome.payload),
        ...(outcome.failure && { FunctionError: 'Unhandled' }),
        ...(LogType === 'Tail' && { LogResult: Buffer.from(outcome.logTail).toString('base64') }),
      };
    },
  });
}

function callerOf({ principal }: Call): string {
  return principal?.arn ?? 'anonymous';
}

function bytesOf(payload: string | Uint8Array): Uint8Array {
  return typeof payload === 'string' ? Buffer.from(payload) : payload;
}
