import type { ChangeSource } from '../../edge/interfaces/change-source.ts';
import type { EngineContext } from '../../edge/interfaces/engine-context.ts';
import type { Module } from '../../edge/interfaces/service-module.ts';
import type { Operation } from '../../edge/operation.ts';
import { models } from '../../models/models.ts';
import { conditionKeys } from './condition-keys.ts';
import { batchExecuteStatement } from './operations/batch-execute-statement.ts';
import { createTable } from './operations/create-table.ts';
import { deleteTable } from './operations/delete-table.ts';
import { describeTable, describeTimeToLive } from './operations/describe-table.ts';
import { executeStatement } from './operations/execute-statement.ts';
import { executeTransaction } from './operations/execute-transaction.ts';
import { featuresOff } from './operations/features-off.ts';
import { batchWriteItem, readOperation, writeOperation } from './operations/item-operation.ts';
import { listTables } from './operations/list-tables.ts';
import { listTagsOfResource, tagResource, untagResource } from './operations/tags.ts';
import { transactGetItems } from './operations/transact-get-items.ts';
import { transactWriteItems } from './operations/transact-write-items.ts';
import { updateTable } from './operations/update-table.ts';
import { statementEngine } from './statements.ts';
import { changeSource } from './streams/change-source.ts';
import { streamsApi } from './streams/streams-api.ts';
import { openTables, type Tables } from './tables.ts';

export interface DynamoDb extends Module {
  /** The streams of its tables. */
  readonly changes: ChangeSource;
}

/** DynamoDB: dynalite's operations on items, on tables of the engine's own, with the transactions that dynalite lacks. */
export async function createDynamoDb(context: EngineContext): Promise<DynamoDb> {
  const { clock, config, events, folder, random } = context;
  const { tableStatesMs: ms } = config.realism;
  const timings = { creating: ms, updating: ms, deleting: ms };
  const tables = await openTables({ folder: folder('dynamodb'), clock, random, timings });
  events.subscribe('reset', () => tables.reset());
  return {
    services: [
      { model: models.dynamodb, operations: operationsOn(tables, context), verbatim: true, errorType },
      streamsApi(tables.log, clock, tables.during),
    ],
    changes: changeSource(tables.log, clock),
    dispose: () => tables.close(),
  };
}

function operationsOn(
  tables: Tables,
  context: Pick<EngineContext, 'clock' | 'random'>,
): Record<string, Operation<object, object>> {
  const operations = {
    ...featuresOff(tables),
    BatchGetItem: readOperation('BatchGetItem', tables),
    BatchWriteItem: batchWriteItem(tables),
    CreateTable: createTable(tables, context),
    DeleteItem: writeOperation('DeleteItem', tables),
    DeleteTable: deleteTable(tables),
    DescribeTable: describeTable(tables),
    DescribeTimeToLive: describeTimeToLive(tables),
    GetItem: readOperation('GetItem', tables),
    ListTables: listTables(tables),
    ListTagsOfResource: listTagsOfResource(tables),
    PutItem: writeOperation('PutItem', tables),
    Query: readOperation('Query', tables),
    Scan: readOperation('Scan', tables),
    TagResource: tagResource(tables),
    TransactGetItems: transactGetItems(tables),
    TransactWriteItems: transactWriteItems(tables),
    UntagResource: untagResource(tables),
    UpdateItem: writeOperation('UpdateItem', tables),
    UpdateTable: updateTable(tables, context.clock),
  };
  const statements = statementEngine(tables, operations);
  return Object.fromEntries(
    Object.entries({
      ...operations,
      BatchExecuteStatement: batchExecuteStatement(statements),
      ExecuteStatement: executeStatement(statements),
      ExecuteTransaction: executeTransaction(statements),
    }).map(([name, operation]) => [
      name,
      {
        ...operation,
        conditionKeys: (input) => conditionKeys(tables, name, input),
        run: (input, call) => tables.during(async () => operation.run(input, call)),
      } satisfies Operation<object, object>,
    ]),
  );
}

/** The namespaces in which DynamoDB puts the types of its errors. */
function errorType(code: string): string {
  if (code === 'ValidationException') return `com.amazon.coral.validate#${code}`;
  if (FRAMEWORK_ERRORS.has(code)) return `com.amazon.coral.service#${code}`;
  return code in models.dynamodb.shapes ? `com.amazonaws.dynamodb.v20120810#${code}` : code;
}

/** Errors of AWS's service framework, which no service's model lists. */
const FRAMEWORK_ERRORS: ReadonlySet<string> = new Set([
  'AccessDeniedException',
  'IncompleteSignatureException',
  'InvalidSignatureException',
  'MissingAuthenticationTokenException',
  'SerializationException',
  'UnrecognizedClientException',
]);
