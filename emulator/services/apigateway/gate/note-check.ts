import { GatewayFailure } from '../../execute-api/gateway-failure.ts';
import type { Exchange } from './exchange.ts';

/** Carries a check out and notes how it went, where the stage's access log may ask for it; what it throws goes on. */
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
