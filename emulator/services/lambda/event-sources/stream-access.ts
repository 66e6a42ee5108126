import { AwsError } from '../../../edge/aws-error.ts';
import type { Authority } from '../../../edge/interfaces/authority.ts';
import { invalidValue } from './mapping-settings.ts';

const ACTIONS = ['GetRecords', 'GetShardIterator', 'DescribeStream', 'ListStreams'] as const;

/**
 * Refuses a stream that the function's role may not read: Lambda reads it in the role's name. Throws AwsError
 * `InvalidParameterValueException`.
 */
export function checkStreamAccess(
  authority: Pick<Authority, 'authorize'>,
  roleArn: string,
  streamArn: string,
): void {
  const [, , , , accountId = '', path = ''] = roleArn.split(':');
  const role = path.slice(path.lastIndexOf('/') + 1);
  const principal = {
    kind: 'assumed-role' as const,
    accountId,
    arn: `arn:aws:sts::${accountId}:assumed-role/${role}/awslambda`,
    userId: role,
    roleArn,
  };
  try {
    for (const action of ACTIONS)
      authority.authorize({
        principal,
        action: `dynamodb:${action}`,
        resource: action === 'ListStreams' ? '*' : streamArn,
      });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw invalidValue(
      `Cannot access stream ${streamArn}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM.`,
    );
  }
}
