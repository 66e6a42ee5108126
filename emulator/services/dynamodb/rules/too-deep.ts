import { invalid } from '../expressions/invalid-expression.ts';
import { TOO_DEEP } from '../values/check-value.ts';

/** Runs a task that walks through a request; one deep enough to exhaust the stack is rejected like anything deeper than 32 levels. */
export async function refuseBottomless<Result>(task: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await task();
  } catch (error) {
    if (error instanceof RangeError && error.message.includes('call stack')) throw invalid(TOO_DEEP);
    throw error;
  }
}
