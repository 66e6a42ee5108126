import { type Decision, evaluate, type PolicyRequest } from './evaluate.ts';
import type { Principals, Statement } from './statement.ts';

/** The policies that apply to one request within one account. */
export interface Grounds {
  /** Inline and managed policies of the caller. */
  identity: readonly Statement[];
  /** What limits the caller's identity policies: the permissions boundary. */
  boundary?: readonly Statement[] | undefined;
  /** What limits only this session. */
  session?: readonly Statement[] | undefined;
  /** The policy of the requested resource. */
  resource?: readonly Statement[] | undefined;
}

/** A kind of policy, as IAM's messages name it. */
export type PolicyType =
  | 'identity-based policy'
  | 'permissions boundary'
  | 'session policy'
  | 'resource-based policy';

export interface Verdict {
  decision: Decision;
  /** The kind of policy that denied, or that would have had to allow. */
  by: PolicyType;
}

/** A caller's names in resource policies. */
export interface CallerNames {
  /** The user's or the session's ARN. */
  arn: string;
  roleArn?: string | undefined;
  accountId: string;
}

/**
 * Decides as IAM does within one account (IAM user guide, "How AWS enforcement code logic evaluates requests"): a Deny anywhere wins. A
 * resource policy that names the user, the session or everybody is enough by itself; one that names the role is limited as the role is; one
 * that names the account leaves the decision to the identity's policies. These apply as far as the boundary and the session's policy allow
 * the same.
 */
export function decide(grounds: Grounds, request: PolicyRequest, caller: CallerNames): Verdict {
  const identity = evaluate(grounds.identity, request);
  const limits: [PolicyType, Decision][] = [];
  if (grounds.boundary) limits.push(['permissions boundary', evaluate(grounds.boundary, request)]);
  if (grounds.session) limits.push(['session policy', evaluate(grounds.session, request)]);
  const { resource = [] } = grounds;
  const account = `arn:aws:iam::${caller.accountId}:root`;
  const role = caller.roleArn === undefined ? [] : [caller.roleArn];
  const ofResource = (...names: string[]) =>
    resource.length === 0 ? 'implicit-deny' : evaluate(resource, { ...request, principal: aws(names) });

  if (identity === 'explicit-deny') return { decision: identity, by: 'identity-based policy' };
  for (const [by, decision] of limits) if (decision === 'explicit-deny') return { decision, by };
  if (ofResource(caller.arn, ...role, account) === 'explicit-deny')
    return { decision: 'explicit-deny', by: 'resource-based policy' };
  if (ofResource(caller.arn) === 'allowed') return { decision: 'allowed', by: 'resource-based policy' };
  if (identity !== 'allowed' && (role.length === 0 || ofResource(...role) !== 'allowed'))
    return { decision: 'implicit-deny', by: 'identity-based policy' };
  for (const [by, decision] of limits) if (decision !== 'allowed') return { decision, by };
  return { decision: 'allowed', by: 'identity-based policy' };
}

function aws(names: string[]): Principals {
  return { AWS: names };
}
