import { PolicySyntaxError, parsePolicy } from './document.ts';
import { parseOperator } from './operators.ts';
import type { Principals, Statement } from './statement.ts';

/** Whether a principal of this kind and name exists. */
export type PrincipalExists = (kind: string, name: string) => boolean;

/** What a trust policy can allow (IAM user guide, "Creating a role"). */
const ACTION = /^sts:(AssumeRole|TagSession|SetSourceIdentity|SetContext)/i;

/**
 * Checks a trust policy as IAM does when it is saved: returns IAM's sentence about the first error, or undefined. The sentences are as
 * recorded from IAM.
 */
export function trustPolicyFault(text: string, exists: PrincipalExists): string | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return 'This policy contains invalid Json';
  }
  if (hasNoStatement(document)) return 'Could not parse the policy: Statement is empty!';
  let statements: readonly Statement[];
  try {
    statements = parsePolicy(text);
  } catch (error) {
    if (error instanceof PolicySyntaxError) return 'Syntax errors in policy.';
    throw error;
  }
  const sids = statements.map(({ sid }) => sid).filter(Boolean);
  if (new Set(sids).size < sids.length) return 'Statement IDs (SID) in a single policy must be unique.';
  for (const statement of statements) {
    const fault = statementFault(statement, exists);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function hasNoStatement(document: unknown): boolean {
  const { Statement } = (document ?? {}) as { Statement?: unknown };
  return Array.isArray(Statement) && Statement.length === 0;
}

function statementFault(statement: Statement, exists: PrincipalExists): string | undefined {
  const { effect, principals, notPrincipals, resources, notResources, conditions } = statement;
  // An unknown operator would never be satisfied: a Deny with it would deny nobody.
  if (conditions.some(({ operator }) => !parseOperator(operator))) return 'Syntax errors in policy.';
  if (notPrincipals && effect === 'Allow') return 'Allow with NotPrincipal is not allowed.';
  const named = principals ?? notPrincipals;
  if (!named) return 'Missing required field Principal';
  if (Object.keys(named).length === 0) return 'Missing required field Principal cannot be empty!';
  if (resources) return 'Has prohibited field Resource';
  if (notResources) return 'AssumeRole policy must not contain resources.';
  const actions = [...(statement.actions ?? []), ...(statement.notActions ?? [])];
  if (!actions.every((action) => ACTION.test(action)))
    return 'AssumeRole policy may only specify STS AssumeRole actions.';
  const unknown = missing(named, exists);
  return unknown && `Invalid principal in policy: "${unknown.kind.toUpperCase()}":"${unknown.name}"`;
}

function missing(named: Principals, exists: PrincipalExists): { kind: string; name: string } | undefined {
  for (const [kind, names] of Object.entries(named)) {
    const name = names.find((candidate) => !exists(kind, candidate));
    if (name !== undefined) return { kind, name };
  }
  return undefined;
}
