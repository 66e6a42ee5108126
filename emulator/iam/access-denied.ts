import { AwsError } from '../edge/aws-error.ts';
import type { AuthorizationRequest } from './authority.ts';
import type { Verdict } from './policy/decide.ts';

/** The refusal, worded as IAM words it (IAM user guide, "Troubleshoot access denied error messages"). */
export function accessDenied(
  { principal, action, resource }: Pick<AuthorizationRequest, 'principal' | 'action' | 'resource'>,
  { decision, by }: Verdict,
): AwsError {
  const article = by === 'identity-based policy' ? 'an' : 'a';
  const reason =
    decision === 'explicit-deny'
      ? `with an explicit deny in ${article} ${by}`
      : `because no ${by} allows the ${action} action`;
  return new AwsError(
    'AccessDeniedException',
    `User: ${principal.arn} is not authorized to perform: ${action} on resource: ${resource} ${reason}`,
  );
}
