import type { AttributeValue } from '../values/attribute-value.ts';
import { type Condition, isConnection, type Leaf, type Operand } from './condition.ts';
import { invalid } from './invalid-expression.ts';

/** What a key condition can ask of one attribute; `KeyConditions` can also ask what no index answers. */
export type KeyOperator = '=' | '<' | '<=' | '>' | '>=' | 'between' | 'begins_with' | 'unindexed';

export interface KeyClause {
  readonly operator: KeyOperator;
  /** One value; two of `between`. */
  readonly values: readonly AttributeValue[];
}

/** The conditions on keys by attribute's name. */
export type KeyClauses = ReadonlyMap<string, KeyClause>;

/** Parses a `KeyConditionExpression` before the table is known. Throws AwsError `ValidationException` for an impossible key condition. */
export function keyClauses(condition: Condition): KeyClauses {
  const clauses = new Map<string, KeyClause>();
  for (const leaf of leavesOf(condition)) {
    const [name, clause] = clauseOf(leaf);
    if (clauses.has(name)) throw invalid('KeyConditionExpressions must only contain one condition per key');
    clauses.set(name, clause);
  }
  return clauses;
}

function* leavesOf(condition: Condition): Generator<Leaf> {
  if (!isConnection(condition)) yield condition;
  else if (condition.type !== 'and') throw badOperator(condition.type.toUpperCase());
  else for (const part of condition.args) yield* leavesOf(part);
}

function badOperator(name: string) {
  return invalid(`Invalid operator used in KeyConditionExpression: ${name}`);
}

const IN_CONDITION = 'Invalid condition in KeyConditionExpression:';

function clauseOf(leaf: Leaf): [string, KeyClause] {
  if (leaf.type === 'in' || leaf.type === '<>') throw badOperator(leaf.type.toUpperCase());
  const name = leaf.type === 'function' ? leaf.name : leaf.type;
  if (leaf.type === 'function' && name !== 'begins_with') throw badOperator(name);
  const ranged = name === 'between' || name === 'begins_with';
  const shown = name === 'between' ? 'BETWEEN' : name;
  if (ranged && !isPath(leaf.args[0]))
    throw invalid(`${IN_CONDITION} ${shown} operator must have the key attribute as its first operand`);
  const key = keyIn(leaf.args);
  const values = leaf.args.filter((arg): arg is AttributeValue => !isPath(arg));
  const turned = isPath(leaf.args[0]) ? name : (TURNED.get(name) ?? name);
  return [key, { operator: turned as KeyOperator, values }];
}

/** The operator after swapping its operands. */
const TURNED = new Map([
  ['<', '>'],
  ['<=', '>='],
  ['>', '<'],
  ['>=', '<='],
]);

function isPath(operand: Operand | undefined): operand is readonly (string | number)[] {
  return Array.isArray(operand);
}

/** The one attribute that a comparison names. */
function keyIn(args: readonly Operand[]): string {
  let key: string | undefined;
  for (const arg of args) {
    if (isPath(arg)) {
      if (key !== undefined) throw invalid(`${IN_CONDITION} Multiple attribute names used in one condition`);
      if (arg.length > 1)
        throw invalid('KeyConditionExpressions cannot have conditions on nested attributes');
      key = String(arg[0]);
    } else if ('type' in arg) throw invalid('KeyConditionExpressions cannot contain nested operations');
  }
  if (key === undefined) throw invalid(`${IN_CONDITION} No key attribute specified`);
  return key;
}
