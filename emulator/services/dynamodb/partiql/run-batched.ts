import { AwsError } from '../../../edge/aws-error.ts';
import type { Call } from '../../../edge/operation.ts';
import { invalid } from '../expressions/invalid-expression.ts';
import { shownOf } from './columns.ts';
import { exactKey } from './exact-key.ts';
import type { ValueScope } from './literal-value.ts';
import { authorizeStatement } from './permission.ts';
import { checkParameters, readStatement } from './read-statement.ts';
import { runWrite, type Written } from './run-write.ts';
import { planSelect } from './select-plan.ts';
import { perform, type StatementEngine, type StatementRequest, tableFor } from './statement-engine.ts';
import type { SelectStatement, Statement } from './syntax.ts';
import { planWrite } from './write-plan.ts';

/** What one statement of a batch came to. */
export interface BatchedOutcome {
  readonly response: object;
  readonly table?: string;
  readonly capacity?: unknown;
}

/** Runs one statement of a batch; its error is reported in its place and stops none of the others. */
export async function runBatched(
  engine: StatementEngine,
  request: StatementRequest,
  capacity: string | undefined,
  call: Call,
): Promise<BatchedOutcome> {
  let table: string | undefined;
  try {
    checkParameters(request);
    const { statement, scope } = readStatement(request);
    if (statement.kind === 'exists')
      throw invalid('EXISTS can only be used in ExecuteTransaction write requests.');
    authorizeStatement(engine, statement, scope, call);
    const ready = await prepared(engine, statement, scope, request, capacity, call);
    table = statement.table;
    const { item, capacity: used } = await ready();
    return { response: { TableName: table, ...(item && { Item: item }) }, table, capacity: used };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const fault = { Code: codeOf(error.code), Message: error.message };
    return { response: { Error: fault, ...(table !== undefined && { TableName: table }) } };
  }
}

type Ready = () => Promise<Written>;

/** Checks a statement, so that all that is left is to carry it out. */
async function prepared(
  engine: StatementEngine,
  statement: Exclude<Statement, { kind: 'exists' }>,
  scope: ValueScope,
  request: StatementRequest,
  capacity: string | undefined,
  call: Call,
): Promise<Ready> {
  const table = tableFor(engine, statement.table);
  if (statement.kind === 'select') return preparedRead(engine, statement, scope, request, capacity, call);
  const plan = planWrite(statement, table, scope);
  return () => runWrite(engine, plan, { capacity, onFailure: undefined }, call);
}

function preparedRead(
  engine: StatementEngine,
  statement: SelectStatement,
  scope: ValueScope,
  { ConsistentRead }: StatementRequest,
  capacity: string | undefined,
  call: Call,
): Ready {
  const plan = planSelect(statement, tableFor(engine, statement.table), scope);
  const { key, complete, rest } = exactKey(plan.condition, plan.source, true);
  if (plan.source.index || !complete || rest.length > 0)
    throw invalid(
      'Select statements within BatchExecuteStatement must specify the primary key in the where clause.',
    );
  const input = {
    TableName: statement.table,
    Key: key,
    ...(ConsistentRead && { ConsistentRead: true }),
    ...(capacity && { ReturnConsumedCapacity: capacity }),
  };
  return async () => {
    const answer = await perform(engine, 'GetItem', input, call);
    const item = answer.Item && shownOf(answer.Item, plan.columns);
    return { item, capacity: answer.ConsumedCapacity };
  };
}

/** Codes of errors as a batch names them (API Reference, "BatchStatementError"). */
function codeOf(code: string): string {
  if (code === 'ValidationException') return 'ValidationError';
  if (code === 'ThrottlingException') return 'ThrottlingError';
  return code.replace(/Exception$/, '');
}
