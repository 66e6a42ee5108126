import type { CompiledPolicy } from './compile-policy.ts';

export type Decision = 'allowed' | 'explicit-deny' | 'implicit-deny';

/** The right that a request to an API needs. */
const ACTION = 'execute-api:Invoke';

/** Evaluates a policy: an explicit Deny wins over any Allow, and what nothing allows is denied. */
export function evaluatePolicy(policy: CompiledPolicy, resource: string): Decision {
  let decision: Decision = 'implicit-deny';
  for (const statement of policy) {
    if (!statement.appliesTo(ACTION, resource)) continue;
    if (!statement.allows) return 'explicit-deny';
    decision = 'allowed';
  }
  return decision;
}
