import type { AwsError } from '../../../edge/aws-error.ts';
import { invalid } from '../expressions/invalid-expression.ts';
import type { Place } from './syntax.ts';

/** The error for a statement that does not read. */
export function malformed(detail: string): AwsError {
  return invalid(`Statement wasn't well formed, can't be processed: ${detail}`);
}

/** A refusal that says where: `… at <line>:<column>:<length>`, counted from 1 (seen at AWS in 2026). */
export function invalidAt(message: string, text: string, { start, end }: Place): AwsError {
  const before = text.slice(0, start);
  const line = before.split('\n').length;
  const column = start - before.lastIndexOf('\n');
  return invalid(`${message} at ${line}:${column}:${end - start}`);
}
