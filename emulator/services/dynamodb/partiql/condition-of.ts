import { checkCount } from '../expressions/check-functions.ts';
import { checkOperandsOf } from '../expressions/check-operands.ts';
import type { Condition, Operand } from '../expressions/condition.ts';
import { invalid } from '../expressions/invalid-expression.ts';
import { comparedConditions } from './compared-conditions.ts';
import { isValue, type ValueScope, valueFor } from './literal-value.ts';
import { invalidAt } from './statement-error.ts';
import type { CallTerm, OperationTerm, Term, TypeTerm } from './syntax.ts';

/** The condition that a `WHERE` stands for. Throws AwsError `ValidationException`. */
export function conditionOf(term: Term, scope: ValueScope): Condition {
  return part(term, scope, 'WHERE clause must contain an expression that resolves to a boolean');
}

function part(term: Term, scope: ValueScope, fault: string): Condition {
  if (term.kind === 'call') return callOf(term, scope);
  if (term.kind === 'is') return typeTest(term, scope);
  if (term.kind === 'operation') return operationOf(term, scope);
  throw invalid(fault);
}

function operationOf(term: OperationTerm, scope: ValueScope): Condition {
  const { operator, args } = term;
  switch (operator) {
    case 'AND':
    case 'OR': {
      const parts = args.map((arg) => part(arg, scope, 'The arguments to AND/OR must be Expressions'));
      return { type: operator === 'AND' ? 'and' : 'or', args: parts };
    }
    case 'NOT':
      return {
        type: 'not',
        args: args.map((arg) => part(arg, scope, 'The argument to NOT must be a Type or Expression')),
      };
    case '+':
    case '-':
      throw unsupported(operator);
    case 'IN':
      return inOf(args, scope);
    case 'BETWEEN':
      return leaf('between', operator, args, scope);
    default:
      return (
        comparedConditions(term, {
          condition: (arg) => part(arg, scope, ''),
          operand: (arg) => operandOf(arg, scope),
        }) ?? leaf(operator, operator, args, scope)
      );
  }
}

function unsupported(operator: string) {
  return invalid(`Unsupported operator in Condition Expression. Operator: ${operator}`);
}

function inOf([left, right]: readonly Term[], scope: ValueScope): Condition {
  if (left?.kind !== 'path' || right?.kind !== 'list' || right.members.length === 0)
    throw invalid(
      'IN operator must have a left hand argument of type Variable Reference and right hand argument of type Seq with at least one member',
    );
  return leaf('in', 'IN', [left, ...right.members], scope);
}

type LeafType = Exclude<Condition['type'], 'and' | 'or' | 'not' | 'function'>;

function leaf(type: LeafType, name: string, terms: readonly Term[], scope: ValueScope): Condition {
  const args = terms.map((term) => operandOf(term, scope));
  checkOperandsOf({ name, args, parameter: undefined }, false);
  return { type, args };
}

function operandOf(term: Term, scope: ValueScope): Operand {
  if (term.kind === 'path') return term.path;
  if (term.kind === 'literal' && !term.value) throw invalid('MISSING must be compared using IS operator');
  if (isValue(term)) return valueFor(term, scope);
  if (term.kind === 'call' && term.name === 'size')
    return { type: 'function', name: 'size', args: term.args.map((arg) => operandOf(arg, scope)) };
  if (term.kind === 'call' && !FUNCTIONS.has(term.name)) throw unrecognized(term, scope);
  if (term.kind === 'operation' && term.args.length === 1 && term.operator !== 'NOT')
    checkCount(term.operator, 1, 2, undefined);
  throw unsupported(term.kind === 'operation' ? term.operator : term.kind === 'call' ? term.name : 'IS');
}

const FUNCTIONS: ReadonlySet<string> = new Set([
  'attribute_exists',
  'attribute_not_exists',
  'attribute_type',
  'begins_with',
  'contains',
]);

function callOf(term: CallTerm, scope: ValueScope): Condition {
  const { name } = term;
  if (!FUNCTIONS.has(name)) {
    if (name === 'size') throw invalid('WHERE clause must contain an expression that resolves to a boolean');
    throw unrecognized(term, scope);
  }
  const args = term.args.map((arg) => operandOf(arg, scope));
  checkOperandsOf({ name, args, parameter: undefined }, true);
  return { type: 'function', name, args };
}

function unrecognized({ name, at }: CallTerm, { text }: ValueScope) {
  return invalidAt(`Unrecognized function: ${name}`, text, at);
}

/** The types that `IS` knows, as DynamoDB names them. */
const TYPES: Readonly<Record<string, string>> = {
  NULL: 'NULL',
  BOOLEAN: 'BOOL',
  BLOB: 'B',
  STRING: 'S',
  NUMERIC: 'N',
  STRUCT: 'M',
  TUPLE: 'M',
  LIST: 'L',
};

function typeTest({ subject, type }: TypeTerm, scope: ValueScope): Condition {
  if (subject.kind !== 'path' && subject.kind !== 'literal')
    throw invalid('The left hand side argument to IS must be a Variable Reference, Literal, or Path');
  const args = [operandOf(subject, scope)];
  if (type === 'MISSING') return { type: 'function', name: 'attribute_not_exists', args };
  const name = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  if (name === undefined)
    throw invalid(
      `Unsupported data type for IS operator: ${type}. Supported data types are [MISSING, NULL, BOOLEAN, BLOB, STRING, NUMERIC, STRUCT, TUPLE, LIST]`,
    );
  return { type: 'function', name: 'attribute_type', args: [...args, { S: name }] };
}
