import { AwsError } from '../../../edge/aws-error.ts';
import type { Throughput } from '../table-description.ts';

/** The capacity of what is not billed by capacity. */
export const NO_THROUGHPUT: Throughput = {
  NumberOfDecreasesToday: 0,
  ReadCapacityUnits: 0,
  WriteCapacityUnits: 0,
};

/**
 * Capacity after a change, with what DescribeTable tells of it; `seconds` is the time of the change, in epoch seconds. Throws
 * AwsError `ValidationException` when nothing would change.
 */
export function throughputAfter(before: Throughput, wanted: Throughput, seconds: number): Throughput {
  const read = wanted.ReadCapacityUnits - before.ReadCapacityUnits;
  const write = wanted.WriteCapacityUnits - before.WriteCapacityUnits;
  if (read === 0 && write === 0) {
    throw new AwsError(
      'ValidationException',
      `The provisioned throughput for the table will not change. The requested value equals the current value. Current ReadCapacityUnits provisioned for the table: ${before.ReadCapacityUnits}. Requested ReadCapacityUnits: ${wanted.ReadCapacityUnits}. Current WriteCapacityUnits provisioned for the table: ${before.WriteCapacityUnits}. Requested WriteCapacityUnits: ${wanted.WriteCapacityUnits}. Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.`,
    );
  }
  const less = read < 0 || write < 0;
  return {
    ...before,
    ...wanted,
    NumberOfDecreasesToday: (before.NumberOfDecreasesToday ?? 0) + (less ? 1 : 0),
    ...((read > 0 || write > 0) && { LastIncreaseDateTime: seconds }),
    ...(less && { LastDecreaseDateTime: seconds }),
  };
}

/** The most capacity that can be asked for. */
const MOST_UNITS = 1_000_000_000_000;

/** Rejects capacity beyond all bounds. Throws AwsError `ValidationException`. */
export function refuseOutOfBounds(wanted: Throughput | undefined): void {
  for (const name of ['ReadCapacityUnits', 'WriteCapacityUnits'] as const)
    if (wanted && wanted[name] > MOST_UNITS)
      throw new AwsError('ValidationException', `Given value ${wanted[name]} for ${name} is out of bounds`);
}

/**
 * Rejects capacity of an index beyond all bounds; whether there is such an index is looked at later. Throws AwsError `ValidationException`.
 */
export function refuseBlocked(wanted: Throughput | undefined): void {
  if (!wanted || Math.max(wanted.ReadCapacityUnits, wanted.WriteCapacityUnits) <= MOST_UNITS) return;
  throw new AwsError(
    'ValidationException',
    'This operation cannot be performed with given input values. Please contact DynamoDB service team for more info: Action Blocked: IndexUpdate',
  );
}
