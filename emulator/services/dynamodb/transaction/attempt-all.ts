import type { CancellationReason } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../../edge/aws-error.ts';
import { type Attempt, attemptWrite } from '../items/attempt-write.ts';
import type { Tables } from '../tables.ts';
import { itemSize } from '../values/size.ts';
import { type Address, isPlain } from './addresses.ts';
import { cancelled, NONE } from './cancelled.ts';
import type { Action } from './transact-action.ts';

/** The most that a transaction's items may be together, in bytes (API reference, TransactWriteItems). */
const MAX_BYTES = 4 * 1024 * 1024;

/** Prepares all actions on locked items. Throws AwsError `TransactionCanceledException` if one of them is impossible. */
export async function attemptAll(
  { items }: Pick<Tables, 'items'>,
  actions: readonly Action[],
  addresses: readonly Address[],
): Promise<Attempt[]> {
  const attempts: Attempt[] = [];
  const reasons: CancellationReason[] = [];
  const before = await Promise.all(addresses.map(({ key }) => items.peek(key) ?? items.read(key)));
  for (const [index, { write }] of actions.entries()) {
    const address = addresses[index];
    if (!address) continue;
    try {
      attempts.push(attemptWrite(address.table, address.key, write, before[index]));
      reasons.push(NONE);
    } catch (error) {
      reasons.push(reasonOf(error));
    }
  }
  if (attempts.length < actions.length) throw cancelled(reasons);
  return attempts;
}

function reasonOf(error: unknown): CancellationReason {
  if (!(error instanceof AwsError) || isPlain(error)) throw error;
  const { code, message, members } = error;
  if (code === 'ConditionalCheckFailedException')
    return { Code: 'ConditionalCheckFailed', Message: message, ...members };
  if (code === 'ValidationException') return { Code: 'ValidationError', Message: message };
  throw error;
}

/** Rejects items that are too large together. Throws AwsError `ValidationException`. */
export function refuseTooLarge(actions: readonly Action[], attempts: readonly Attempt[]): void {
  const sizes = actions.map(({ kind, write }, index) => {
    const { after } = attempts[index]?.change ?? {};
    return (kind === 'Put' || kind === 'Update') && after ? after.size : itemSize(write.keyed);
  });
  if (sizes.reduce((sum, size) => sum + size, 0) <= MAX_BYTES) return;
  throw new AwsError('ValidationException', 'Transaction item size has exceeded the 4 MB limit');
}
