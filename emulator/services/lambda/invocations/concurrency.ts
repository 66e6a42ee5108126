import { AwsError } from '../../../edge/aws-error.ts';
import type { LambdaStore } from '../state/lambda-store.ts';

/** Counts running invocations, and rejects what exceeds the function's or the account's share. */
export interface Concurrency {
  /** Starts an invocation; the returned function ends it. Throws `TooManyRequestsException` with AWS's `Reason`. */
  enter(functionName: string): () => void;
  /** Simultaneous invocations of all functions. */
  readonly limit: number;
}

/**
 * Makes the count (developer guide, "Understanding Lambda function scaling"): a function with reserved concurrency has that many
 * invocations for itself and no more, the others share what is left of the account's limit.
 */
export function createConcurrency(store: Pick<LambdaStore, 'state'>, limit: number): Concurrency {
  const running = new Map<string, number>();

  function refuseWhenFull(name: string): void {
    const reserved = store.state.functions[name]?.reserved;
    if (reserved !== undefined) {
      if ((running.get(name) ?? 0) >= reserved)
        throw throttled('ReservedFunctionConcurrentInvocationLimitExceeded');
      return;
    }
    let shared = 0;
    for (const [other, count] of running) {
      if (store.state.functions[other]?.reserved === undefined) shared += count;
    }
    if (shared >= limit - reservedTotal(store)) throw throttled('ConcurrentInvocationLimitExceeded');
  }

  return {
    limit,
    enter(name) {
      refuseWhenFull(name);
      running.set(name, (running.get(name) ?? 0) + 1);
      return () => {
        const left = (running.get(name) ?? 1) - 1;
        if (left > 0) running.set(name, left);
        else running.delete(name);
      };
    },
  };
}

/** The reservations of all functions together, except `except`. */
export function reservedTotal(store: Pick<LambdaStore, 'state'>, except?: string): number {
  let total = 0;
  for (const { name, reserved } of Object.values(store.state.functions)) {
    if (name !== except) total += reserved ?? 0;
  }
  return total;
}

function throttled(Reason: string): AwsError {
  return new AwsError('TooManyRequestsException', 'Rate Exceeded.', { members: { Reason } });
}
