import { GatewayFailure } from '../../execute-api/gateway-failure.ts';
import type { Exchange } from './exchange.ts';

/** Runs a check and records its result for the stage's access log; its errors pass through. */
export async function noteCheck<Result>(
  exchange: Pick<Exchange, 'checks' | 'stage'>,
  name: keyof Exchange['checks'],
  check: () => Result | Promise<Result>,
): Promise<Result> {
  if (!exchange.stage.accessLog) return check();
  const started = performance.now();
  const note = (status: number, error?: string) => {
    exchange.checks[name] = { status, latencyMs: performance.now() - started, error };
  };
  try {
    const result = await check();
    note(200);
    return result;
  } catch (error) {
    if (error instanceof GatewayFailure) note(error.status, error.detail ?? error.text ?? error.errorType);
    throw error;
  }
}
