import type { AttributeValue } from '../values/attribute-value.ts';
import type { KeyType } from '../values/order-key.ts';
import { invalid } from './invalid-expression.ts';
import type { KeyClause, KeyClauses } from './key-clauses.ts';

/** An attribute of the key of a table or index. */
export interface KeyAttribute {
  readonly name: string;
  readonly type: KeyType;
}

/** The key of a table or index. An index can have up to four attributes of each kind (Developer Guide, "Multi-attribute keys"). */
export interface KeySchema {
  readonly hash: readonly KeyAttribute[];
  readonly range: readonly KeyAttribute[];
}

/** What a query asks for: the whole hash key, and conditions on the first attributes of the range key, in their order. */
export interface KeyCondition {
  readonly hash: readonly AttributeValue[];
  /** All but the last one are equalities. */
  readonly range: readonly KeyClause[];
}

/**
 * Matches key conditions to the key of the table or index. Throws AwsError `ValidationException` if a part of the hash key is missing or
 * not compared by `=`, if a value has another type than its key or is an empty string, and for a condition that is not on this key.
 */
export function keyCondition(clauses: KeyClauses, { hash, range }: KeySchema): KeyCondition {
  if (range.length === 0 && clauses.size > hash.length) throw invalid('Query key condition not supported');
  const values = hash.flatMap(({ name, type }) => {
    const clause = clauses.get(name);
    if (!clause) throw missed(name);
    checkClause(clause, type, name);
    if (clause.operator !== '=') throw invalid('Query key condition not supported');
    return clause.values;
  });
  return { hash: values, range: rangeClauses(clauses, range, clauses.size - hash.length) };
}

function rangeClauses(clauses: KeyClauses, range: readonly KeyAttribute[], wanted: number): KeyClause[] {
  const found: KeyClause[] = [];
  for (const { name, type } of range) {
    if (found.length === wanted) break;
    const clause = clauses.get(name);
    if (!clause) throw missed(name);
    checkClause(clause, type, name);
    if ((found.at(-1)?.operator ?? '=') !== '=') throw invalid('Query key condition not supported');
    found.push(clause);
  }
  if (found.length < wanted) throw invalid('Query key condition not supported');
  return found;
}

function missed(name: string) {
  return invalid(`Query condition missed key schema element: ${name}`);
}

function checkClause({ operator, values }: KeyClause, type: KeyType, name: string): void {
  if (operator === 'unindexed')
    throw invalid('Attempted conditional constraint is not an indexable operation');
  if (!values.every((value) => value[type] !== undefined))
    throw invalid(
      'One or more parameter values were invalid: Condition parameter type does not match schema type',
    );
  if (values.some(({ S }) => S === ''))
    throw invalid(
      `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: ${name}`,
    );
}

/**
 * Rejects more conditions than a key of one hash and one range attribute has, and none. Throws AwsError `ValidationException`. Keys of
 * several attributes came in 2025; AWS's texts since then are not known.
 */
export function checkClauseCount(clauses: KeyClauses, most = 2): void {
  if (clauses.size === 0 || clauses.size > most) throw invalid('Conditions can be of length 1 or 2 only');
}
