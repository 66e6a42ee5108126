import type { Condition, Operand } from '../expressions/condition.ts';
import { invalid } from '../expressions/invalid-expression.ts';
import type { AttributeValue } from '../values/attribute-value.ts';
import type { OperationTerm, Term } from './syntax.ts';

/** How terms of the two kinds are read. */
export interface TermReaders {
  readonly condition: (term: Term) => Condition;
  readonly operand: (term: Term) => Operand;
}

/** How deep comparisons of conditions can lie in each other: each one doubles what it compares. */
const MAX_DEPTH = 4;

/**
 * A comparison of a condition with something: it has the truth of a condition on one side, `attribute_exists(a) = false` or
 * `begins_with(a, 'x') = b`. Undefined when neither side is a condition. The only comparison that AWS is known to accept is that with a
 * truth value; the others follow from it (a guess). Throws AwsError `ValidationException`.
 */
export function comparedConditions(term: OperationTerm, read: TermReaders): Condition | undefined {
  const { operator, args } = term;
  const condition = args.find(isCondition);
  if (!condition || (operator !== '=' && operator !== '<>')) return undefined;
  if (depthOf(term) > MAX_DEPTH)
    throw invalid(`Unsupported operator in Condition Expression. Operator: ${operator}`);
  const other = args.find((arg) => arg !== condition);
  if (!other) throw new Error('A comparison was read with one operand.');
  const left = read.condition(condition);
  const same = isCondition(other)
    ? eitherWay(left, read.condition(other))
    : truthOf(left, read.operand(other));
  return operator === '=' ? same : not(same);
}

function truthOf(condition: Condition, operand: Operand): Condition {
  if (Array.isArray(operand))
    return eitherWay(condition, { type: '=', args: [operand, { BOOL: true }] }, operand);
  const truth = 'type' in operand ? undefined : (operand as AttributeValue).BOOL;
  if (truth === undefined) return never(condition);
  return truth ? condition : not(condition);
}

/** Both hold, or neither. What is at a path can be no truth value at all, and then it does not equal one. */
function eitherWay(left: Condition, right: Condition, path?: Operand): Condition {
  const wrong: Condition = path ? { type: '=', args: [path, { BOOL: false }] } : not(right);
  return { type: 'or', args: [and(left, right), and(not(left), wrong)] };
}

/** A condition that no item meets, but that names the same attributes. */
function never(condition: Condition): Condition {
  return and(condition, not(condition));
}

function and(...args: readonly Condition[]): Condition {
  return { type: 'and', args };
}

function not(condition: Condition): Condition {
  return { type: 'not', args: [condition] };
}

function isCondition(term: Term): boolean {
  if (term.kind === 'call') return term.name !== 'size';
  return term.kind === 'is' || (term.kind === 'operation' && term.operator !== '+' && term.operator !== '-');
}

function depthOf(term: Term): number {
  if (term.kind !== 'operation') return 0;
  const own = (term.operator === '=' || term.operator === '<>') && term.args.some(isCondition) ? 1 : 0;
  return own + Math.max(...term.args.map(depthOf));
}
