import { invalid } from '../expressions/invalid-expression.ts';
import { valueFault } from '../values/check-value.ts';
import { conditionOf } from './condition-of.ts';
import type { ValueScope } from './literal-value.ts';
import { parseStatement } from './parse-statement.ts';
import type { StatementRequest } from './statement-engine.ts';
import type { Statement, Term } from './syntax.ts';

/** Checks the values given for `?`, which comes before the statement is read. Throws AwsError `ValidationException`. */
export function checkParameters({ Parameters = [] }: StatementRequest): void {
  for (const value of Parameters) {
    const fault = valueFault(value);
    if (fault) throw invalid(fault);
  }
}

/**
 * Reads a statement with its parameters, which were checked. Its condition is checked before its table is looked up (seen at AWS in 2026).
 * Throws AwsError `ValidationException`.
 */
export function readStatement({ Statement: text, Parameters = [] }: StatementRequest): {
  statement: Statement;
  scope: ValueScope;
} {
  const { statement, parameters } = parseStatement(text);
  if (parameters !== Parameters.length)
    throw invalid("Number of parameters in request and statement don't match.");
  const scope = { text, parameters: Parameters };
  const where = whereOf(statement);
  if (where) conditionOf(where, scope);
  return { statement, scope };
}

function whereOf(statement: Statement): Term | undefined {
  if (statement.kind === 'insert') return undefined;
  return statement.kind === 'exists' ? statement.select.where : statement.where;
}
