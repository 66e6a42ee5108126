import type { Condition, Principals, Statement } from './statement.ts';
import { compileStatement, type StatementSource } from './statement-test.ts';

/** The elements a statement may have (IAM user guide, "IAM JSON policy elements reference"). */
const ELEMENTS = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);

/** An invalid document: the message says what is wrong, in plain words. */
export class PolicySyntaxError extends Error {
  override readonly name = 'PolicySyntaxError';
}

/**
 * Reads a policy document, as JSON text or as a parsed value. Throws PolicySyntaxError. It checks form, not whether the kind of policy may
 * have this element: an identity policy names no principals, a trust policy no resources.
 */
export function parsePolicy(source: unknown): readonly Statement[] {
  const document = typeof source === 'string' ? parseJson(source) : source;
  if (!isRecord(document)) throw new PolicySyntaxError('The policy is not a JSON object.');
  const version = document['Version'];
  if (version !== undefined && version !== '2012-10-17' && version !== '2008-10-17') {
    throw new PolicySyntaxError(`The policy version "${String(version)}" is not known.`);
  }
  const statements = listOf(document['Statement']);
  if (statements.length === 0) throw new PolicySyntaxError('The policy has no statement.');
  return statements.map((statement) => parseStatement(statement, version === '2012-10-17'));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new PolicySyntaxError('The policy is not JSON.', { cause });
  }
}

function parseStatement(source: unknown, variables: boolean): Statement {
  if (!isRecord(source)) throw new PolicySyntaxError('A statement is not an object.');
  const unknown = Object.keys(source).find((name) => !ELEMENTS.has(name));
  if (unknown !== undefined) throw new PolicySyntaxError(`A statement has the unknown element "${unknown}".`);
  const effect = source['Effect'];
  if (effect !== 'Allow' && effect !== 'Deny')
    throw new PolicySyntaxError('A statement has no effect of Allow or Deny.');
  const statement: StatementSource = {
    sid: source['Sid'] === undefined ? undefined : String(source['Sid']),
    effect,
    actions: textsOf(source, 'Action'),
    notActions: textsOf(source, 'NotAction'),
    resources: textsOf(source, 'Resource'),
    notResources: textsOf(source, 'NotResource'),
    principals: principalsOf(source['Principal']),
    notPrincipals: principalsOf(source['NotPrincipal']),
    conditions: conditionsOf(source['Condition']),
    variables,
  };
  if (!statement.actions === !statement.notActions) {
    throw new PolicySyntaxError('A statement needs either Action or NotAction.');
  }
  if (statement.resources && statement.notResources) {
    throw new PolicySyntaxError('A statement has both Resource and NotResource.');
  }
  return { ...statement, applies: compileStatement(statement) };
}

function textsOf(source: Record<string, unknown>, element: string): readonly string[] | undefined {
  if (source[element] === undefined) return undefined;
  const texts = listOf(source[element]);
  if (!texts.every((text) => typeof text === 'string')) {
    throw new PolicySyntaxError(`The element ${element} holds something that is no text.`);
  }
  return texts as string[];
}

function principalsOf(source: unknown): Principals | undefined {
  if (source === undefined) return undefined;
  if (source === '*') return { AWS: ['*'] };
  if (!isRecord(source)) throw new PolicySyntaxError('A principal is neither "*" nor an object.');
  return Object.fromEntries(Object.keys(source).map((kind) => [kind, textsOf(source, kind) ?? []]));
}

function conditionsOf(source: unknown): readonly Condition[] {
  if (source === undefined) return [];
  if (!isRecord(source)) throw new PolicySyntaxError('A condition is not an object.');
  return Object.entries(source).flatMap(([operator, keys]) => {
    if (!isRecord(keys)) throw new PolicySyntaxError(`The condition ${operator} is not an object.`);
    return Object.entries(keys).map(([key, values]) => ({
      operator,
      key,
      values: listOf(values).map(String),
    }));
  });
}

function listOf(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
