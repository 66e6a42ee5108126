import type { CancellationReason } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../../edge/aws-error.ts';

/** The error of a cancelled transaction: a reason for each action, in order, `None` for those that were fine. */
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
