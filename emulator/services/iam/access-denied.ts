import { AwsError } from '../../edge/aws-error.ts';
import type { AuthorizationRequest } from '../../edge/interfaces/authority.ts';
import type { Verdict } from '../../edge/policy/decide.ts';
import { lastName } from './state/iam-store.ts';

/**
 * A denial in IAM's words (IAM user guide, "Troubleshoot access denied error messages"), with the ARN of the managed policy that denies, if
 * there is one.
 */
export function accessDenied(
  { principal, action, resource }: Pick<AuthorizationRequest, 'principal' | 'action' | 'resource'>,
  { decision, by }: Verdict,
  denying?: string,
): AwsError {
  const article = by === 'identity-based policy' ? 'an' : 'a';
  const reason =
    decision === 'explicit-deny'
      ? `with an explicit deny in ${article} ${by}${denying === undefined ? '' : `: ${denying}`}`
      : `because no ${by} allows the ${action} action`;
  const shown = shownResource(action, resource, principal.accountId);
  return new AwsError(
    'AccessDeniedException',
    `User: ${principal.arn} is not authorized to perform: ${action} on resource: ${shown} ${reason}`,
  );
}

/** Calls of IAM whose denials show an ARN all the same. */
const BY_ARN =
  /^iam:(PassRole|CreateRole|CreateUser|TagRole|TagUser|SimulatePrincipalPolicy|GetContextKeysForPrincipalPolicy)$/;

/** The resource in a denial: its ARN, except that IAM's own calls have other words (as recorded from IAM). */
function shownResource(action: string, resource: string, accountId: string): string {
  if (!action.startsWith('iam:') || BY_ARN.test(action)) return resource;
  if (action === 'iam:ListPolicies') return 'policy path /';
  const [, listed] = /^iam:List(Role|User)s$/.exec(action) ?? [];
  if (listed !== undefined) return `arn:aws:iam::${accountId}:${listed.toLowerCase()}/`;
  const [, kind] = /^arn:aws:iam::[^:]*:(role|user|policy)\/./.exec(resource) ?? [];
  if (kind === undefined) return resource;
  const named = kind !== 'policy' || action === 'iam:CreatePolicy' || action === 'iam:TagPolicy';
  return `${kind} ${named ? lastName(resource) : resource}`;
}
