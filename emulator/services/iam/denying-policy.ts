import type { Verdict } from '../../edge/policy/decide.ts';
import { evaluate, type PolicyRequest } from '../../edge/policy/evaluate.ts';
import type { Statement } from '../../edge/policy/statement.ts';
import type { CompiledPolicies } from './compiled-policies.ts';
import type { Identity } from './state/iam-store.ts';

/**
 * The ARN of the managed policy whose Deny decided, as IAM's refusals tell of it since 2026; undefined where it is an inline policy or
 * no policy of the identity's own.
 */
export function denyingPolicy(
  policies: CompiledPolicies,
  identity: Identity | undefined,
  request: PolicyRequest,
  { decision, by }: Verdict,
): string | undefined {
  if (!identity || decision !== 'explicit-deny') return undefined;
  if (by === 'permissions boundary') return identity.boundary;
  const denies = (statements: readonly Statement[]) => evaluate(statements, request) === 'explicit-deny';
  const inline = [...identity.inline.values()];
  if (by !== 'identity-based policy' || inline.some((document) => denies(policies.of(document))))
    return undefined;
  return [...identity.attached].find((arn) => denies(policies.ofManaged(arn)));
}
