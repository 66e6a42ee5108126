import { AwsError } from '../../../edge/aws-error.ts';
import { limits } from '../limits.ts';

/** Checks an event's size and that it is JSON. Throws `RequestTooLargeException`, `InvalidRequestContentException`. */
export function checkPayload(payload: Uint8Array, type: 'RequestResponse' | 'Event'): void {
  const limit = type === 'Event' ? limits.asynchronousPayloadBytes : limits.synchronousPayloadBytes;
  if (payload.length > limit) {
    throw new AwsError(
      'RequestTooLargeException',
      `${payload.length} byte payload is too large for the ${type} invocation type (service limit ${limit} bytes)`,
    );
  }
  try {
    JSON.parse(Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString('utf8'));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : '';
    throw new AwsError(
      'InvalidRequestContentException',
      `Could not parse request body into json: Could not parse payload into json: ${reason}`,
      { cause },
    );
  }
}
