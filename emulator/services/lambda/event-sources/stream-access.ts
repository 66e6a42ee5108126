import { AwsError } from '../../../edge/aws-error.ts';
import type { Authority } from '../../../edge/interfaces/authority.ts';
import { roleSession } from '../role-session.ts';
import { invalidValue } from './mapping-settings.ts';

const ACTIONS = ['GetRecords', 'GetShardIterator', 'DescribeStream', 'ListStreams'] as const;

/**
 * Rejects a stream that the function's role may not read: Lambda reads it with the role. Throws AwsError `InvalidParameterValueException`.
 */
export function checkStreamAccess(
  authority: Pick<Authority, 'authorize'>,
  roleArn: string,
  streamArn: string,
): void {
  const principal = roleSession(roleArn);
  try {
    for (const action of ACTIONS)
      authority.authorize({
        principal,
        action: `dynamodb:${action}`,
        // DynamoDB's guide grants ListStreams for the stream too ("IAM policy to allow a Lambda function to access stream records").
        resource: streamArn,
      });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw invalidValue(
      `Cannot access stream ${streamArn}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM.`,
    );
  }
}
