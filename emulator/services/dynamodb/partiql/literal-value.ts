import { invalid } from '../expressions/invalid-expression.ts';
import type { AttributeValue } from '../values/attribute-value.ts';
import { valueFault } from '../values/check-value.ts';
import { invalidAt } from './statement-error.ts';
import type { CollectionTerm, StructTerm, Term } from './syntax.ts';

/** What values of a statement are made from: its text, and the parameters of the request, which were checked. */
export interface ValueScope {
  readonly text: string;
  readonly parameters: readonly AttributeValue[];
}

/** How deep lists and maps can lie in each other (Developer Guide, "Quotas"). */
const MAX_DEPTH = 32;

/** Where a value lies: below which name, and how deep. */
interface Under {
  readonly name: string;
  readonly depth: number;
  /** The place within one attribute, which is what AWS names when a number is out of range. */
  readonly place: string;
}

const ROOT: Under = { name: 'root', depth: 0, place: 'root' };

/** Whether a term is a value, whatever is in it. */
export function isValue({ kind }: Term): boolean {
  return kind === 'literal' || kind === 'parameter' || kind === 'list' || kind === 'bag' || kind === 'struct';
}

/**
 * The value that a term stands for. Parameters stand for themselves alone; in a list, set or map of a statement there are none. Throws
 * AwsError `ValidationException`.
 */
export function valueFor(term: Term, scope: ValueScope): AttributeValue {
  if (term.kind === 'parameter') return parameterOf(term.index, scope);
  const value = literalOf(term, scope, ROOT);
  const fault = valueFault(value);
  if (fault) throw invalid(fault);
  return value;
}

function parameterOf(index: number, { parameters }: ValueScope): AttributeValue {
  const value = parameters[index];
  if (value) return value;
  throw new Error('A statement was let through with too few parameters.');
}

/** The item of an `INSERT`, whose attributes can be parameters. Throws AwsError `ValidationException`. */
export function itemOf(term: Term, scope: ValueScope): Record<string, AttributeValue> {
  if (term.kind !== 'struct')
    throw invalid(
      'Unsupported format in item expression. Please use struct format {...} to express item values for insert statement.',
    );
  const item: Record<string, AttributeValue> = Object.create(null);
  for (const [name, member] of membersOf(term, scope, ROOT)) {
    const parameter = member.kind === 'parameter' ? parameterOf(member.index, scope) : undefined;
    item[name] =
      parameter ?? literalOf(member, scope, { name: `root.${name}`, depth: 0, place: 'root' }, 'root');
  }
  for (const value of Object.values(item)) {
    const fault = valueFault(value);
    if (fault) throw invalid(fault);
  }
  return item;
}

function literalOf(term: Term, scope: ValueScope, under: Under, shown = under.name): AttributeValue {
  if (term.kind === 'literal' && term.value) return plain(term.value, under);
  if (term.kind === 'struct') return { M: mapOf(term, scope, under) };
  if (term.kind === 'list') return { L: listOf(term, scope, under) };
  if (term.kind === 'bag') return setOf(term);
  throw invalidAt(`Unsupported data type: ${typeName(term)} under key ${shown}`, scope.text, term.at);
}

function plain(value: AttributeValue, { place }: Under): AttributeValue {
  const copy = { ...value };
  const fault = copy.N === undefined ? undefined : valueFault(copy);
  if (fault) throw invalid(`${fault} under ${place}`);
  return copy;
}

function typeName(term: Term): string {
  if (term.kind === 'parameter') return 'Parameter';
  if (term.kind === 'call') return term.name;
  return term.kind === 'literal' ? 'Missing' : term.kind === 'path' ? 'VariableReference' : 'Operation';
}

/** The place of something within a list or map. */
function inner({ name, depth, place }: Under, step: string): Under {
  const under = { name: name + step, depth: depth + 1, place: place + step };
  if (under.depth >= MAX_DEPTH)
    throw invalid(`Nesting Levels have exceeded supported limits under ${under.name}`);
  return under;
}

function listOf({ members }: CollectionTerm, scope: ValueScope, under: Under): AttributeValue[] {
  return members.map((member, index) => literalOf(member, scope, inner(under, `[${index}]`)));
}

function mapOf(term: StructTerm, scope: ValueScope, under: Under): Record<string, AttributeValue> {
  const map: Record<string, AttributeValue> = Object.create(null);
  for (const [name, member] of membersOf(term, scope, under))
    map[name] = literalOf(member, scope, inner(under, `.${name}`));
  return map;
}

function membersOf({ members }: StructTerm, scope: ValueScope, under: Under): [string, Term][] {
  const seen = new Set<string>();
  return members.map(([key, member]) => {
    const name = key.kind === 'literal' ? key.value?.S : undefined;
    if (name === undefined)
      throw invalidAt(
        `Tuple keys must be of type String. Actual type: ${typeName(key)} under ${under.name}`,
        scope.text,
        key.at,
      );
    if (seen.has(name)) throw invalid(`Duplicate keys in tuple. Key: ${name} under ${under.name}`);
    seen.add(name);
    return [name, member];
  });
}

/** A set, of numbers or of texts. */
function setOf({ members }: CollectionTerm): AttributeValue {
  if (members.length === 0) throw invalid('Empty bags are not supported');
  const values = members.map((member) => (member.kind === 'literal' ? member.value : undefined));
  const NS = values.flatMap((value) => value?.N ?? []);
  const SS = values.flatMap((value) => value?.S ?? []);
  if (NS.length === members.length) return { NS };
  if (SS.length === members.length) return { SS };
  throw invalid('Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags');
}
