import type { Outcome } from '../environments/invocation.ts';
import type { QueuedEvent } from '../state/records.ts';

/** How an event ended. */
export interface EndOfEvent {
  condition: 'Success' | 'RetriesExhausted' | 'EventAgeExceeded';
  /** The last run; undefined if none finished. */
  outcome: Pick<Outcome, 'payload' | 'failure'> | undefined;
  executedVersion: string;
  at: number;
}

/** A destination's record of an event (developer guide, "Capturing records of Lambda asynchronous invocations"), as JSON text. */
export function recordOf(
  { id, functionArn, payload, failures }: QueuedEvent,
  { condition, outcome, executedVersion, at }: EndOfEvent,
): string {
  return JSON.stringify({
    version: '1.0',
    timestamp: new Date(at).toISOString(),
    requestContext: {
      requestId: id,
      functionArn: qualified(functionArn),
      condition,
      approximateInvokeCount: failures + (outcome ? 1 : 0),
    },
    requestPayload: jsonOf(payload),
    ...(outcome && {
      responseContext: {
        statusCode: 200,
        executedVersion,
        ...(outcome.failure && { functionError: 'Unhandled' }),
      },
      responsePayload: jsonOf(outcome.payload),
    }),
  });
}

/** An ARN with its qualifier, which records always have. */
export function qualified(functionArn: string): string {
  return functionArn.split(':').length === 7 ? `${functionArn}:$LATEST` : functionArn;
}

/** What was sent or answered; text if it is no JSON. */
function jsonOf(payload: string | Uint8Array): unknown {
  const text = typeof payload === 'string' ? payload : Buffer.from(payload).toString('utf8');
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
