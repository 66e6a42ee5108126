import { AwsError, notImplemented } from '../../edge/aws-error.ts';
import type { Call } from '../../edge/operation.ts';

/**
 * Checks the role for invoking a function: an ARN of this account's, which the caller may pass on ("API Gateway permissions model for
 * invoking an API", API Gateway guide). Throws `BadRequestException`, and 501 for the caller's own credentials (`arn:aws:iam::*:user/*`).
 */
export function checkRoleArn(
  arn: string | undefined,
  { accountId, authorize }: Pick<Call, 'accountId' | 'authorize'>,
): void {
  if (arn === undefined || arn === '') return;
  if (arn === 'arn:aws:iam::*:user/*')
    throw notImplemented('An integration with the credentials of its caller');
  const [, account] = /^arn:aws[\w-]*:iam::(\d{12}):role\/./.exec(arn) ?? [];
  if (account !== accountId)
    throw new AwsError('BadRequestException', 'Invalid ARN specified in the request');
  authorize('iam:PassRole', arn, { 'iam:PassedToService': 'apigateway.amazonaws.com' });
}
