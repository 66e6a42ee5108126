import type { Call } from '../../../edge/operation.ts';

/** The ARN of a pool of this account. */
export function poolArn({ region, accountId }: Pick<Call, 'region' | 'accountId'>, poolId: string): string {
  return `arn:aws:cognito-idp:${region}:${accountId}:userpool/${poolId}`;
}

/** The resource that IAM's policies match for a call that names its pool. */
export function poolResource(input: { UserPoolId: string | undefined }, call: Call): string {
  return poolArn(call, input.UserPoolId ?? '');
}
