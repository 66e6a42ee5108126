import { AwsError } from '../../../edge/aws-error.ts';

/** The items of the write transactions that run now, by their full keys, and the tokens of those transactions. */
export interface Ongoing {
  has(item: string): boolean;
  /** Runs the transaction; while it runs its items are ongoing. Throws `TransactionInProgressException` when its token is. */
  during<T>(items: readonly string[], token: string | undefined, transaction: () => Promise<T>): Promise<T>;
}

/** The error of a single write, or of another transaction's action (API reference, TransactWriteItems, "Errors"). */
export const CONFLICT = 'Transaction is ongoing for the item';

export function createOngoing(): Ongoing {
  const ongoing = new Set<string>();
  const tokens = new Set<string>();
  return {
    has: (item) => ongoing.has(item),
    async during(items, token, transaction) {
      if (token !== undefined && tokens.has(token)) {
        throw new AwsError(
          'TransactionInProgressException',
          'The transaction with the given request token is already in progress.',
        );
      }
      if (token !== undefined) tokens.add(token);
      for (const item of items) ongoing.add(item);
      try {
        return await transaction();
      } finally {
        if (token !== undefined) tokens.delete(token);
        for (const item of items) ongoing.delete(item);
      }
    },
  };
}
