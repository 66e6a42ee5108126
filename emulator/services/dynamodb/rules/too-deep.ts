import { invalid } from '../expressions/invalid-expression.ts';
import { TOO_DEEP } from '../values/check-value.ts';

/** Does a task that walks through a request; one that is so deep that the stack ends is refused as what is deeper than 32 levels. */
export async function refuseBottomless<Result>(task: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await task();
  } catch (error) {
    if (error instanceof RangeError && error.message.includes('call stack')) throw invalid(TOO_DEEP);
    throw error;
  }
}
