import { type Context, type ContextKeys, contextKeys } from './context-keys.ts';
import type { Asked, Principals, Statement } from './statement.ts';

export type Decision = 'allowed' | 'explicit-deny' | 'implicit-deny';

export interface PolicyRequest {
  /** `dynamodb:GetItem`; compared without regard to case. */
  action: string;
  /** An ARN, or `*` if the action has no particular resource. */
  resource: string;
  /** Condition keys and their values, or a function that looks one up. */
  context?: Context | ContextKeys;
  /** The caller, for resource policies: all their names, by kind. If absent, principals are ignored. */
  principal?: Principals;
}

/**
 * Evaluates the statements of all policies together (IAM user guide, "Policy evaluation logic"): a matching Deny wins over everything, a
 * matching Allow over the default, which is no.
 */
export function evaluate(statements: Iterable<Statement>, request: PolicyRequest): Decision {
  const { context } = request;
  const asked: Asked = {
    action: request.action.toLowerCase(),
    resource: request.resource,
    principal: request.principal,
    keys: typeof context === 'function' ? context : contextKeys(context),
  };
  let decision: Decision = 'implicit-deny';
  for (const statement of statements) {
    // Once allowed, only a Deny can change it.
    if (decision === 'allowed' && statement.effect === 'Allow') continue;
    if (!statement.applies(asked)) continue;
    if (statement.effect === 'Deny') return 'explicit-deny';
    decision = 'allowed';
  }
  return decision;
}
