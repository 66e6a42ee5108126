import type { Verdict } from '../../edge/policy/decide.ts';
import { evaluate, type PolicyRequest } from '../../edge/policy/evaluate.ts';
import type { Statement } from '../../edge/policy/statement.ts';
import type { CompiledPolicies } from './compiled-policies.ts';
import type { Role, User } from './state/iam-state.ts';

/**
 * The ARN of the managed policy whose Deny decided, which IAM's denials name since 2026; undefined for an inline policy or none of the
 * identity's own.
 */
export function denyingPolicy(
  policies: CompiledPolicies,
  identity: Role | User | undefined,
  request: PolicyRequest,
  { decision, by }: Verdict,
): string | undefined {
  if (!identity || decision !== 'explicit-deny') return undefined;
  if (by === 'permissions boundary') return identity.boundary;
  const denies = (statements: readonly Statement[]) => evaluate(statements, request) === 'explicit-deny';
  const holders = policies.holdersFor(identity);
  const inline = holders.flatMap((holder) => [...holder.inline.values()]);
  if (by !== 'identity-based policy' || inline.some((document) => denies(policies.of(document))))
    return undefined;
  return holders.flatMap(({ attached }) => [...attached]).find((arn) => denies(policies.ofManaged(arn)));
}
