import { type Condition, isConnection, type Leaf } from '../expressions/condition.ts';
import { invalid } from '../expressions/invalid-expression.ts';
import type { KeyClause } from '../expressions/key-clauses.ts';
import { keyClauses } from '../expressions/key-clauses.ts';
import type { KeyAttribute } from '../expressions/key-condition.ts';
import { type AttributeValue, typeOf } from '../values/attribute-value.ts';
import { equal } from '../values/compare.ts';
import { conjuncts, equality } from './exact-key.ts';
import type { Source } from './table-shape.ts';

/** One read of a partition: its key, the condition on the range key, and the conditions for each item. */
export interface KeyedRead {
  readonly hash: ReadonlyMap<string, AttributeValue>;
  readonly range: readonly [name: string, clause: KeyClause] | undefined;
  readonly rest: readonly Condition[];
}

/** How many reads one statement can come to (seen at AWS in 2026). */
const MAX_READS = 50;

/**
 * The single-partition reads of a condition; undefined if the whole table must be read, because not every way to satisfy it fixes the hash
 * key. Throws AwsError `ValidationException` for keys of a wrong type, for two reads of one partition, and for too many.
 */
export function keyedReads(condition: Condition | undefined, source: Source): KeyedRead[] | undefined {
  const names = source.hash.map(({ name }) => name);
  const branches = condition ? branchesOf(condition, names) : [NOTHING];
  if (!branches.every(({ keys }) => isComplete(keys, names))) return undefined;
  for (const { keys } of branches)
    for (const { name, type } of source.hash) checkType(name, type, keys.get(name));
  const range = source.range[0];
  const reads = branches.map(({ keys, rest }) => ({ hash: keys, ...rangeOf(rest, range) }));
  refuseTooMany(reads, range);
  refuseOverlap(reads, range);
  return reads;
}

/** One way to meet a condition. */
interface Branch {
  readonly keys: ReadonlyMap<string, AttributeValue>;
  readonly rest: readonly Condition[];
}

const NOTHING: Branch = { keys: new Map(), rest: [] };

function isComplete(keys: Branch['keys'], names: readonly string[]): boolean {
  return names.every((name) => keys.has(name));
}

function branchesOf(condition: Condition, names: readonly string[]): Branch[] {
  if (condition.type === 'and')
    return condition.args.reduce<Branch[]>(
      (branches, part) => branches.flatMap((branch) => narrowed(branch, part, names)),
      [NOTHING],
    );
  const whole: Branch[] = [{ keys: new Map(), rest: [condition] }];
  if (condition.type === 'or') {
    const branches = condition.args.flatMap((part) => branchesOf(part, names));
    return branches.every(({ keys }) => isComplete(keys, names)) ? branches : whole;
  }
  const [name, ...values] = listed(condition);
  if (name === undefined || !names.includes(name)) return whole;
  return values.map((value) => ({ keys: new Map([[name, value]]), rest: [] }));
}

function narrowed(branch: Branch, part: Condition, names: readonly string[]): Branch[] {
  const { keys, rest } = branch;
  if (isComplete(keys, names)) return [{ keys, rest: [...rest, ...conjuncts(part)] }];
  const more = branchesOf(part, names);
  if (more.some((other) => [...other.keys.keys()].some((name) => keys.has(name))))
    return [{ keys, rest: [...rest, part] }];
  return more.map((other) => ({ keys: new Map([...keys, ...other.keys]), rest: [...rest, ...other.rest] }));
}

/** The values that an attribute has to equal one of: those of `=` and `IN`. */
function listed(condition: Condition): [] | [string, ...AttributeValue[]] {
  const one = equality(condition, false);
  if (one) return [...one];
  if (condition.type !== 'in') return [];
  const [path, ...values] = condition.args;
  if (!Array.isArray(path) || path.length !== 1) return [];
  if (values.some((value) => Array.isArray(value) || 'type' in value)) return [];
  return [String(path[0]), ...(values as AttributeValue[])];
}

function checkType(name: string, type: string, value: AttributeValue | undefined): void {
  if (!value || typeOf(value) === type) return;
  throw invalid(`Key attribute's data type should match its data type in table's schema: Key ${name}`);
}

const RANGED: ReadonlySet<string> = new Set(['=', '<', '<=', '>', '>=', 'between', 'function']);

/** The first condition that a query can ask of the range key, and the others. */
function rangeOf(
  rest: readonly Condition[],
  key: KeyAttribute | undefined,
): Pick<KeyedRead, 'range' | 'rest'> {
  if (!key) return { range: undefined, rest };
  for (const part of rest) {
    const [name, ...values] = listed(part);
    if (name === key.name) for (const value of values) checkType(name, key.type, value);
  }
  for (const part of rest) {
    const clause = clauseOf(part, key);
    if (clause) return { range: [key.name, clause], rest: rest.filter((other) => other !== part) };
  }
  return { range: undefined, rest };
}

function clauseOf(part: Condition, { name, type }: KeyAttribute): KeyClause | undefined {
  if (isConnection(part) || !RANGED.has(part.type) || !isAbout(part, name)) return undefined;
  if (part.type === 'function' && part.name !== 'begins_with') return undefined;
  const clause = keyClauses(part).get(name);
  return clause?.values.every((value) => value[type] !== undefined) ? clause : undefined;
}

/** Whether a comparison has an attribute first, or one of two operands, and values otherwise. */
function isAbout(leaf: Leaf, name: string): boolean {
  const paths = leaf.args.filter((arg) => Array.isArray(arg));
  const [path] = paths;
  const symmetric = leaf.type !== 'between' && leaf.type !== 'function';
  return (
    paths.length === 1 &&
    Array.isArray(path) &&
    path.length === 1 &&
    path[0] === name &&
    (symmetric || leaf.args[0] === path) &&
    leaf.args.every((arg) => Array.isArray(arg) || !('type' in arg))
  );
}

function refuseTooMany(reads: readonly KeyedRead[], range: KeyAttribute | undefined): void {
  const count = reads.reduce((sum, { rest }) => {
    const lists = rest.map(listed).filter(([name]) => name !== undefined && name === range?.name);
    return sum + lists.reduce((product, [, ...values]) => product * values.length, 1);
  }, 0);
  if (count > MAX_READS) throw invalid('Too many decomposed read operations for a given query.');
}

const OVERLAP = 'Overlapping conditions with range keys are not supported in where clause';

/** Rejects two reads of one partition, unless they are of two items; and a choice of which only some ways are about the range key. */
function refuseOverlap(reads: readonly KeyedRead[], range: KeyAttribute | undefined): void {
  for (const [index, read] of reads.entries())
    if (reads.slice(0, index).some((other) => overlap(read, other))) throw invalid(OVERLAP);
  for (const part of reads.flatMap(({ rest }) => rest)) {
    if (part.type !== 'or' || !range) continue;
    const about = part.args.map((arg) =>
      conjuncts(arg).some((one) => !isConnection(one) && isAbout(one, range.name)),
    );
    if (about.includes(true) && about.includes(false)) throw invalid(OVERLAP);
  }
}

function overlap(left: KeyedRead, right: KeyedRead): boolean {
  for (const [name, value] of left.hash) {
    const other = right.hash.get(name);
    if (!other || !equal(value, other)) return false;
  }
  const [one, two] = [left.range?.[1], right.range?.[1]];
  const [first, second] = [one?.values[0], two?.values[0]];
  return !(one?.operator === '=' && two?.operator === '=' && first && second && !equal(first, second));
}
