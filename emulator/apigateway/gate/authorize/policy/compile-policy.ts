import { matcherOf } from './wildcard.ts';

export interface CompiledStatement {
  readonly allows: boolean;
  appliesTo(action: string, resource: string): boolean;
}

export type CompiledPolicy = readonly CompiledStatement[];

/**
 * Compiles a policy document (IAM user guide, "IAM JSON policy element reference"), or says in a sentence why it is none.
 * A statement with a condition is not evaluated yet: as an Allow it never applies, as a Deny always.
 */
export function compilePolicy(document: unknown): CompiledPolicy | string {
  if (!isObject(document)) return 'policyDocument is no object';
  const { Version, Statement } = document;
  if (Version !== undefined && Version !== '2012-10-17' && Version !== '2008-10-17')
    return 'the policy has an unknown Version';
  const statements = Array.isArray(Statement) ? Statement : [Statement];
  const compiled: CompiledStatement[] = [];
  for (const statement of statements) {
    const result = compileStatement(statement);
    if (typeof result === 'string') return result;
    compiled.push(result);
  }
  return compiled;
}

function compileStatement(statement: unknown): CompiledStatement | string {
  if (!isObject(statement)) return 'a Statement of the policy is no object';
  const { Effect, Action, NotAction, Resource, NotResource, Condition } = statement;
  if (Effect !== 'Allow' && Effect !== 'Deny') return 'a Statement has no Effect of Allow or Deny';
  const action = oneOf(Action, NotAction, false);
  if (!action) return 'a Statement needs either Action or NotAction';
  const resource = oneOf(Resource, NotResource, true);
  if (!resource) return 'a Statement needs either Resource or NotResource';
  const allows = Effect === 'Allow';
  if (Condition !== undefined && allows) return { allows, appliesTo: () => false };
  return { allows, appliesTo: (name, arn) => action(name) && resource(arn) };
}

/** The test of an element or of its negation; undefined unless exactly one of them is there and well-formed. */
function oneOf(
  positive: unknown,
  negative: unknown,
  caseSensitive: boolean,
): ((value: string) => boolean) | undefined {
  if ((positive === undefined) === (negative === undefined)) return undefined;
  const given = positive ?? negative;
  const patterns: unknown[] = Array.isArray(given) ? given : [given];
  if (patterns.length === 0 || !patterns.every((pattern) => typeof pattern === 'string')) return undefined;
  const matchers = patterns.map((pattern) => matcherOf(pattern, caseSensitive));
  const matches = (value: string) => matchers.some((matcher) => matcher(value));
  return positive === undefined ? (value) => !matches(value) : matches;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
