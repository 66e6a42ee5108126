import { checkCount } from '../expressions/check-functions.ts';
import { checkUpdateOperands } from '../expressions/check-update.ts';
import type { DocumentPath } from '../expressions/document-path.ts';
import { invalid } from '../expressions/invalid-expression.ts';
import type { UpdateOperand } from '../expressions/operand.ts';
import { refuseSharedPaths } from '../expressions/paths-apart.ts';
import type { UpdateAction } from '../expressions/update.ts';
import { membersOf } from '../values/attribute-value.ts';
import { isValue, type ValueScope, valueFor } from './literal-value.ts';
import { invalidAt } from './statement-error.ts';
import { combined, type Total, totalOf, writtenTotal } from './sum-of.ts';
import type { CallTerm, PathTerm, Term, UpdateStatement } from './syntax.ts';

/** The actions that the `SET` and `REMOVE` of a statement stand for. Throws AwsError `ValidationException`. */
export function updateOf({ changes }: UpdateStatement, scope: ValueScope): UpdateAction[] {
  const actions = changes.map(({ target, value }): UpdateAction => {
    const { path } = target;
    if (!value) return { type: 'remove', path };
    const setCall = value.kind === 'call' ? SET_CALLS.get(value.name) : undefined;
    if (setCall && value.kind === 'call')
      return { type: setCall, path, val: membersFor(target, value, scope) };
    return { type: 'set', path, val: operandOf(value, scope, true) };
  });
  refuseSharedPaths(
    actions.map(({ path }) => path),
    undefined,
  );
  checkUpdateOperands(actions, undefined);
  return actions;
}

const SET_CALLS: ReadonlyMap<string, 'add' | 'delete'> = new Map([
  ['set_add', 'add'],
  ['set_delete', 'delete'],
]);

/** The set that `set_add` or `set_delete` is given, which must be about the very attribute that is set. */
function membersFor(target: PathTerm, { name, args, at }: CallTerm, scope: ValueScope) {
  const shown = name.toUpperCase();
  const [subject, members] = args;
  if (!subject || !members || args.length !== 2)
    throw invalidAt(`${shown} must have exactly two arguments`, scope.text, at);
  if (subject.kind !== 'path' || !same(subject.path, target.path))
    throw invalidAt(`The first argument to ${shown} must equal the assignment value`, scope.text, at);
  const value = members.kind === 'bag' || members.kind === 'parameter' ? valueFor(members, scope) : {};
  if (!membersOf(value))
    throw invalidAt(`The second argument to ${shown} must be a value with type SET`, scope.text, subject.at);
  return value;
}

function same(left: DocumentPath, right: DocumentPath): boolean {
  return left.length === right.length && left.every((step, index) => step === right[index]);
}

const FUNCTIONS: ReadonlySet<string> = new Set(['list_append', 'if_not_exists']);

function operandOf(term: Term, scope: ValueScope, sums: boolean): UpdateOperand {
  if (term.kind === 'path') return term.path;
  if (term.kind === 'literal' && !term.value) throw invalid('MISSING must be compared using IS operator');
  if (isValue(term)) return valueFor(term, scope);
  if (term.kind === 'is') throw invalid('IS operator is not supported in update expressions');
  if (term.kind === 'call') {
    if (!FUNCTIONS.has(term.name))
      throw invalidAt(`Unrecognized function: ${term.name}`, scope.text, term.at);
    const args = term.args.map((arg) => operandOf(arg, scope, false));
    return { type: 'function', name: term.name, args };
  }
  return sumOf(term, scope, sums);
}

function sumOf(term: Term, scope: ValueScope, sums: boolean): UpdateOperand {
  const operator = term.kind === 'operation' ? term.operator : term.kind;
  if (!sums || term.kind !== 'operation' || (operator !== '+' && operator !== '-'))
    throw invalid(`Unsupported operator in Update Expression. Operator: ${operator}`);
  return writtenTotal(totalIn(term, scope, operator), operator);
}

function totalIn(term: Term, scope: ValueScope, outer: '+' | '-'): Total {
  if (term.kind !== 'operation' || (term.operator !== '+' && term.operator !== '-'))
    return totalOf(operandOf(term, scope, false), outer);
  const { operator, args } = term;
  checkCount(operator, args.length, 2, undefined);
  const [left, right] = args;
  if (!left || !right) throw new Error('A sum was let through with one operand.');
  return combined(totalIn(left, scope, operator), totalIn(right, scope, operator), operator);
}
