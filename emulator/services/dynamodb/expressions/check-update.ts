import { type AttributeValue, typeOf, type ValueType } from '../values/attribute-value.ts';
import { checkCount, pathRequired, UPDATE_FUNCTIONS, wrongOperand } from './check-functions.ts';
import { type ExpressionSource, invalidExpression } from './invalid-expression.ts';
import type { UpdateOperand } from './operand.ts';
import type { UpdateAction } from './update.ts';

/** The types that neither `ADD` nor `DELETE` takes, as AWS names them there. `ADD` takes numbers. */
const NO_SETS: Partial<Record<ValueType, string>> = {
  S: 'STRING',
  N: 'NUMBER',
  B: 'BINARY',
  NULL: 'NULL',
  BOOL: 'BOOLEAN',
  L: 'LIST',
  M: 'MAP',
};

/** Checks the operands of an update as far as its values tell their types. Throws AwsError `ValidationException`. */
export function checkUpdateOperands(actions: readonly UpdateAction[], source: ExpressionSource): void {
  for (const action of actions)
    if (action.type === 'add' || action.type === 'delete')
      checkSet(action.type.toUpperCase(), action.val, source);
  for (const action of actions) if (action.type === 'set') checkCalls(action.val, source);
}

function checkSet(operator: string, value: AttributeValue, source: ExpressionSource): void {
  const type = typeOf(value);
  const name = operator === 'ADD' && type === 'N' ? undefined : NO_SETS[type];
  if (!name) return;
  throw invalidExpression(
    source,
    `Incorrect operand type for operator or function; operator: ${operator}, operand type: ${name}`,
  );
}

function checkCalls(operand: UpdateOperand, source: ExpressionSource): void {
  if (Array.isArray(operand) || !('type' in operand)) return;
  for (const arg of operand.args) checkCalls(arg, source);
  const { args } = operand;
  if (operand.type === 'function') checkCall(operand.name, args, source);
  else checkTypes(operand.type === 'add' ? '+' : '-', args, 'N', source);
}

function checkCall(name: string, args: readonly UpdateOperand[], source: ExpressionSource): void {
  checkCount(name, args.length, UPDATE_FUNCTIONS.get(name) ?? args.length, source);
  if (name === 'list_append') checkTypes(name, args, 'L', source);
  else if (!Array.isArray(args[0])) throw pathRequired(name, source);
}

function checkTypes(
  name: string,
  args: readonly UpdateOperand[],
  wanted: ValueType,
  source: ExpressionSource,
): void {
  for (const arg of args) {
    if (Array.isArray(arg) || 'type' in arg) continue;
    const type = typeOf(arg as AttributeValue);
    if (type !== wanted) throw wrongOperand(name, type, source);
  }
}
