import { conditionsHold } from './conditions.ts';
import type { Principals, Statement } from './document.ts';
import { type ContextKeys, contextKeys, resolveVariables } from './variables.ts';
import { matchesWildcard } from './wildcard.ts';

export type Decision = 'allowed' | 'explicit-deny' | 'implicit-deny';

export interface PolicyRequest {
  /** `dynamodb:GetItem`; compared without regard to case. */
  action: string;
  /** An ARN, or `*` where the action is about nothing in particular. */
  resource: string;
  /** Condition keys and their values. */
  context?: Readonly<Record<string, string | readonly string[]>>;
  /** Who asks, for resource policies: every name the caller goes by, by kind. Left out, principals are not looked at. */
  principal?: Principals;
}

/**
 * Evaluates the statements of all policies that apply, together (IAM user guide, "Policy evaluation logic"): a Deny that matches wins
 * over everything, an Allow that matches over the default, which is no.
 */
export function evaluate(statements: Iterable<Statement>, request: PolicyRequest): Decision {
  const keys = contextKeys(request.context);
  let decision: Decision = 'implicit-deny';
  for (const statement of statements) {
    if (!applies(statement, request, keys)) continue;
    if (statement.effect === 'Deny') return 'explicit-deny';
    decision = 'allowed';
  }
  return decision;
}

function applies(statement: Statement, request: PolicyRequest, keys: ContextKeys): boolean {
  return (
    actionMatches(statement, request.action) &&
    resourceMatches(statement, request.resource, keys) &&
    principalMatches(statement, request.principal) &&
    conditionsHold(statement.conditions, keys)
  );
}

function actionMatches({ actions, notActions }: Statement, action: string): boolean {
  const asked = action.toLowerCase();
  const matches = (pattern: string) => matchesWildcard(pattern.toLowerCase(), asked);
  return actions ? actions.some(matches) : !notActions?.some(matches);
}

function resourceMatches(
  { resources, notResources }: Statement,
  resource: string,
  keys: ContextKeys,
): boolean {
  const matches = (pattern: string) => {
    const resolved = resolveVariables(pattern, keys);
    return resolved !== undefined && matchesWildcard(resolved, resource);
  };
  if (resources) return resources.some(matches);
  return !notResources?.some(matches);
}

function principalMatches({ principals, notPrincipals }: Statement, asking: Principals | undefined): boolean {
  if (!asking) return true;
  if (principals) return named(principals, asking);
  return notPrincipals ? !named(notPrincipals, asking) : true;
}

function named(listed: Principals, asking: Principals): boolean {
  if (listed['AWS']?.includes('*')) return true;
  return Object.entries(asking).some(([kind, names]) =>
    listed[kind]?.some((entry) => entry === '*' || names.includes(entry)),
  );
}
