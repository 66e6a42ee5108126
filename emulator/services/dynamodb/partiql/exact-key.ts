import { type Condition, isConnection } from '../expressions/condition.ts';
import type { KeySchema } from '../expressions/key-condition.ts';
import type { AttributeValue } from '../values/attribute-value.ts';
import { equal } from '../values/compare.ts';

/** The parts of a condition that all have to hold. */
export function conjuncts(condition: Condition | undefined): Condition[] {
  if (!condition) return [];
  return condition.type === 'and' ? condition.args.flatMap(conjuncts) : [condition];
}

/** An attribute and the value that it has to equal; undefined for other conditions. `IN` with one value says the same. */
export function equality(
  condition: Condition,
  lists: boolean,
): readonly [name: string, value: AttributeValue] | undefined {
  if (isConnection(condition) || condition.args.length !== 2) return undefined;
  if (condition.type !== '=' && !(lists && condition.type === 'in')) return undefined;
  const [left, right] = condition.args;
  const [path, value] = Array.isArray(left) ? [left, right] : [right, left];
  if (!Array.isArray(path) || path.length !== 1 || !value || Array.isArray(value) || 'type' in value)
    return undefined;
  return [String(path[0]), value as AttributeValue];
}

/** What a condition says of a table's key. */
export interface ExactKey {
  /** The attributes of the key that it names. */
  readonly key: Readonly<Record<string, AttributeValue>>;
  /** Whether these are all. */
  readonly complete: boolean;
  /** What else has to hold. */
  readonly rest: readonly Condition[];
  /** A second value for a key attribute that already has one; it stays with the other conditions. */
  readonly conflict: string | undefined;
}

/** Takes the values of a key out of a condition. With `lists`, an `IN` with one value gives one too. */
export function exactKey(condition: Condition | undefined, schema: KeySchema, lists: boolean): ExactKey {
  const names = [...schema.hash, ...schema.range].map(({ name }) => name);
  const key: Record<string, AttributeValue> = {};
  const rest: Condition[] = [];
  let conflict: string | undefined;
  for (const part of conjuncts(condition)) {
    const [name, value] = equality(part, lists) ?? [];
    if (name === undefined || !value || !names.includes(name)) {
      rest.push(part);
      continue;
    }
    const known = key[name];
    if (!known) key[name] = value;
    else if (!equal(known, value)) {
      conflict ??= name;
      rest.push(part);
    }
  }
  return { key, complete: names.every((name) => Object.hasOwn(key, name)), rest, conflict };
}
