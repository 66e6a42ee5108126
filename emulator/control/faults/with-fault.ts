import { AwsError } from '../../edge/aws-error.ts';
import { DroppedConnection } from '../../edge/dropped-connection.ts';
import type { FaultError, FaultRule } from '../../edge/interfaces/fault-rule.ts';
import type { Clock } from '../../store/clock.ts';

/**
 * Runs a call as a rule says: late, with an error before or after its effect, or with a connection dropped before or after. Throws AwsError
 * or DroppedConnection.
 */
export async function withFault<Output extends object>(
  { latencyMs, error, drop }: FaultRule,
  { clock, signal }: { clock: Pick<Clock, 'sleep'>; signal: AbortSignal },
  run: () => Output | Promise<Output>,
): Promise<Output> {
  if (latencyMs > 0) {
    await clock.sleep(latencyMs, signal).catch((cause: unknown) => {
      throw new DroppedConnection('The client hung up while a fault rule held the call up.', { cause });
    });
  }
  if (drop === 'before') throw new DroppedConnection('Cut by a fault rule before the effect.');
  if (error && !error.afterEffect) throw errorOf(error);
  if (!drop && !error) return run();
  await attempt(run);
  throw error ? errorOf(error) : new DroppedConnection('Cut by a fault rule after the effect.');
}

/** The client never sees the call's own result; a bug of the engine is still reported. */
async function attempt(run: () => object | Promise<object>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
  }
}

function errorOf({ code, message, status, retryAfterSeconds }: FaultError): AwsError {
  return new AwsError(code, message, {
    ...(status !== undefined && { status }),
    ...(retryAfterSeconds !== undefined && { headers: { 'Retry-After': String(retryAfterSeconds) } }),
  });
}
