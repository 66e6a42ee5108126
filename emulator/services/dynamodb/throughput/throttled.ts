import type { CancellationReason } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../../edge/aws-error.ts';
import type { Kind, Limit } from './limit-of.ts';

const PROVISIONED =
  'The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.';
const PROVISIONED_INDEX =
  'The level of configured provisioned throughput for one or more global secondary indexes of the table was exceeded. Consider increasing your provisioning level for the under-provisioned global secondary indexes with the UpdateTable API';
const ON_DEMAND = 'Throughput exceeds the maximum OnDemandThroughput configured on table or index';

/**
 * The error of a call beyond its throughput, with its subject (Developer Guide, "Diagnosing throttling"): AwsError
 * `ProvisionedThroughputExceededException`, or `ThrottlingException` for an on-demand limit.
 */
export function throttled({ onDemand, resource }: Limit, kind: Kind): AwsError {
  const ofIndex = resource.includes('/index/');
  const what = `${ofIndex ? 'Index' : 'Table'}${kind === 'read' ? 'Read' : 'Write'}`;
  if (onDemand)
    return new AwsError('ThrottlingException', ON_DEMAND, {
      members: { throttlingReasons: [{ reason: `${what}MaxOnDemandThroughputExceeded`, resource }] },
    });
  return new AwsError('ProvisionedThroughputExceededException', ofIndex ? PROVISIONED_INDEX : PROVISIONED, {
    members: { ThrottlingReasons: [{ reason: `${what}ProvisionedThroughputExceeded`, resource }] },
  });
}

/** Whether an error says that units are spent. */
export function isThrottled(error: unknown): error is AwsError {
  return (
    error instanceof AwsError &&
    (error.code === 'ProvisionedThroughputExceededException' || error.code === 'ThrottlingException')
  );
}

/** Why an action of a transaction is not done (API reference, TransactWriteItems, "TransactionCanceledException"). */
export function throttledReason({ code, message }: AwsError): CancellationReason {
  const provisioned = code === 'ProvisionedThroughputExceededException';
  return { Code: provisioned ? 'ProvisionedThroughputExceeded' : 'ThrottlingError', Message: message };
}
