import { AwsError } from '../../../edge/aws-error.ts';
import type { Call } from '../../../edge/operation.ts';
import { invalid } from '../expressions/invalid-expression.ts';
import type { Columns } from './columns.ts';
import { exactKey } from './exact-key.ts';
import { attributeParameters, conditionText, createAliases } from './expression-text.ts';
import type { ValueScope } from './literal-value.ts';
import { authorizeStatement } from './permission.ts';
import { readStatement } from './read-statement.ts';
import { planSelect } from './select-plan.ts';
import type { StatementEngine, StatementRequest } from './statement-engine.ts';
import type { ExistsStatement, SelectStatement, WriteStatement } from './syntax.ts';
import { planWrite } from './write-plan.ts';

/** One statement of a transaction, in the form of an action of TransactGetItems or TransactWriteItems. */
export type TransactionStep =
  | { readonly kind: 'read'; readonly action: object; readonly columns: Columns | undefined }
  | { readonly kind: 'write'; readonly action: object; readonly inserts: boolean }
  /** Its table is not there. */
  | { readonly kind: 'missing' };

const ENCLOSING = { 'dynamodb:EnclosingOperation': 'ExecuteTransaction' };

/** Puts one statement into its form. Throws AwsError, for a statement that is wrong with its place in the list. */
export function planStep(
  engine: StatementEngine,
  request: StatementRequest,
  index: number,
  call: Call,
): TransactionStep {
  try {
    const { statement, scope } = readStatement(request);
    authorizeStatement(engine, statement, scope, call, ENCLOSING);
    if (!engine.table(statement.table)) return { kind: 'missing' };
    if (statement.kind === 'select') return readStep(engine, statement, scope);
    if (statement.kind === 'exists') return checkStep(engine, statement, scope, request);
    return writeStep(engine, statement, scope, request);
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== 'ValidationException') throw error;
    throw invalid(`Validation failed in TransactStatements[${index}]: ${error.message}`);
  }
}

function planned(engine: StatementEngine, statement: SelectStatement, scope: ValueScope) {
  const table = engine.table(statement.table);
  if (!table) throw new Error('A table was looked up that is not there.');
  return planSelect(statement, table, scope);
}

function readStep(engine: StatementEngine, statement: SelectStatement, scope: ValueScope): TransactionStep {
  if (statement.index !== undefined) throw invalid('Reads on indices are not supported within transactions.');
  const plan = planned(engine, statement, scope);
  const { key, complete, rest } = exactKey(plan.condition, plan.source, true);
  if (!complete || rest.length > 0)
    throw invalid(
      'Select statements within ExecuteTransaction must specify the primary key in the where clause.',
    );
  return { kind: 'read', action: { Get: { TableName: statement.table, Key: key } }, columns: plan.columns };
}

function checkStep(
  engine: StatementEngine,
  { select }: ExistsStatement,
  scope: ValueScope,
  { ReturnValuesOnConditionCheckFailure }: StatementRequest,
): TransactionStep {
  if (select.index !== undefined) throw invalid('Operations on indices are not supported in transactions');
  const plan = planned(engine, select, scope);
  const { key, complete, rest } = exactKey(plan.condition, plan.source, false);
  if (!complete || rest.length === 0)
    throw invalid('EXISTS() must contain a single item read with additional condition');
  const aliases = createAliases();
  const ConditionExpression = conditionText({ type: 'and', args: rest }, aliases);
  const action = {
    TableName: select.table,
    Key: key,
    ConditionExpression,
    ...attributeParameters(aliases),
    ...(ReturnValuesOnConditionCheckFailure && { ReturnValuesOnConditionCheckFailure }),
  };
  return { kind: 'write', action: { ConditionCheck: action }, inserts: false };
}

function writeStep(
  engine: StatementEngine,
  statement: WriteStatement,
  scope: ValueScope,
  { ReturnValuesOnConditionCheckFailure }: StatementRequest,
): TransactionStep {
  if (statement.kind !== 'insert' && statement.returning)
    throw invalid('RETURNING clause is not supported in ExecuteTransaction.');
  const table = engine.table(statement.table);
  if (!table) throw new Error('A table was looked up that is not there.');
  const { kind, input, key } = planWrite(statement, table, scope);
  const action = {
    ...input,
    // Two values for one attribute of the key name no item.
    ...(key?.conflict !== undefined && { Key: {} }),
    ...(ReturnValuesOnConditionCheckFailure && { ReturnValuesOnConditionCheckFailure }),
  };
  return { kind: 'write', action: { [kind]: action }, inserts: kind === 'Put' };
}
