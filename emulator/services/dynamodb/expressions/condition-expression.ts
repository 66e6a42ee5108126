import type { Bindings } from './bindings.ts';
import { checkFunctionsOf } from './check-functions.ts';
import { checkOperandsOf } from './check-operands.ts';
import { type Condition, isConnection, type Operand, type SizeOf } from './condition.ts';
import type { DocumentPath } from './document-path.ts';
import { parseWrittenCondition } from './parse-condition.ts';
import { remember } from './remember.ts';
import { refuseReserved, resolvePath, resolveValue, type Scope } from './resolve.ts';
import type { WrittenCall, WrittenComparison, WrittenCondition, WrittenOperand } from './syntax.ts';
import { operandsOf } from './written-operands.ts';

type ConditionParameter = 'ConditionExpression' | 'FilterExpression' | 'KeyConditionExpression';

/**
 * Parses a condition and looks its names and values up; the bindings record which were used. Throws AwsError `ValidationException` with the
 * first error in AWS's order: form, parentheses, functions, reserved words, then comparison by comparison undefined names and values,
 * numbers of operands, equal operands, and types.
 */
export function parseCondition(text: string, parameter: ConditionParameter, bindings: Bindings): Condition {
  return resolveCondition(readCondition(text, parameter), { parameter, bindings });
}

const readCondition = remember((text: string, parameter: ConditionParameter) => {
  const written = parseWrittenCondition(text, parameter);
  checkFunctionsOf(written, parameter);
  refuseReserved(operandsOf(written), parameter);
  return written;
});

function resolveCondition(written: WrittenCondition, scope: Scope): Condition {
  if (written.kind === 'call' || written.kind === 'comparison') return resolveStep(written, scope);
  return { type: written.kind, args: written.args.map((part) => resolveCondition(part, scope)) };
}

function resolveStep(written: WrittenCall | WrittenComparison, scope: Scope): Condition {
  const args = written.args.map((operand) => resolveOperand(operand, scope));
  const isCall = written.kind === 'call';
  const name = isCall ? written.name : written.operator;
  checkOperandsOf({ name, args, parameter: scope.parameter }, isCall);
  if (isCall) return { type: 'function', name, args };
  const { operator } = written;
  return { type: operator === 'BETWEEN' ? 'between' : operator === 'IN' ? 'in' : operator, args };
}

function resolveOperand(operand: WrittenOperand, scope: Scope): Operand {
  if (operand.kind === 'path') return resolvePath(operand, scope);
  if (operand.kind === 'value') return resolveValue(operand, scope);
  const args = operand.args.map((arg) => resolveOperand(arg, scope));
  // Unknown functions are rejected before names are looked up.
  return { type: 'function', name: 'size', args };
}

/** The paths that a condition reads, from left to right. */
export function* pathsIn(condition: Condition): Generator<DocumentPath> {
  if (isConnection(condition)) for (const part of condition.args) yield* pathsIn(part);
  else for (const operand of condition.args) yield* pathsOf(operand);
}

function* pathsOf(operand: Operand): Generator<DocumentPath> {
  if (Array.isArray(operand)) yield operand as DocumentPath;
  else if ('type' in operand) for (const arg of (operand as SizeOf).args) yield* pathsOf(arg);
}
