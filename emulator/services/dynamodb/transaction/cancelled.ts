import type { CancellationReason } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../../edge/aws-error.ts';

/** The error of a transaction that was cancelled: a reason for each of its actions, in their order, `None` for those that were fine. */
export function cancelled(reasons: readonly CancellationReason[]): AwsError {
  const codes = reasons.map(({ Code }) => Code).join(', ');
  return new AwsError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { members: { CancellationReasons: reasons } },
  );
}

/** The reason of an action that is fine. */
export const NONE: CancellationReason = { Code: 'None' };
