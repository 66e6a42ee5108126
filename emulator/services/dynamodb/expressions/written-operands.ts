import type { WrittenCall, WrittenCondition, WrittenOperand, WrittenPath } from './syntax.ts';

/** The operands of a condition that stand by themselves or in a comparison, from left to right; calls without what is in them. */
export function* operandsOf(condition: WrittenCondition): Generator<WrittenOperand> {
  if (condition.kind === 'call') yield condition;
  else if (condition.kind === 'comparison') yield* condition.args;
  else for (const part of condition.args) yield* operandsOf(part);
}

/** The calls in an operand, those within others first. */
export function* callsIn(operand: WrittenOperand): Generator<WrittenCall> {
  if (operand.kind !== 'call') return;
  for (const arg of operand.args) yield* callsIn(arg);
  yield operand;
}

/** The names that an operand uses as they are, from left to right. */
export function* plainNamesIn(operand: WrittenOperand): Generator<string> {
  if (operand.kind === 'path') {
    for (const step of operand.steps) if (typeof step === 'string') yield step;
  } else if (operand.kind === 'call') for (const arg of operand.args) yield* plainNamesIn(arg);
}

/** The paths in an operand, from left to right. */
export function pathsWritten(operand: WrittenOperand): WrittenPath[] {
  if (operand.kind === 'path') return [operand];
  return operand.kind === 'call' ? operand.args.flatMap(pathsWritten) : [];
}
