import type { ChangeSource } from '../../edge/interfaces/change-source.ts';
import type { EngineContext } from '../../edge/interfaces/engine-context.ts';
import type { Module } from '../../edge/interfaces/service-module.ts';
import type { Operation } from '../../edge/operation.ts';
import { models } from '../../models/models.ts';
import type { Random } from '../../store/random.ts';
import { conditionKeys } from './condition-keys.ts';
import { batchExecuteStatement } from './operations/batch-execute-statement.ts';
import { batchGetItem } from './operations/batch-get-item.ts';
import { batchWriteItem } from './operations/batch-write-item.ts';
import { createTable } from './operations/create-table.ts';
import { deleteItem } from './operations/delete-item.ts';
import { deleteTable } from './operations/delete-table.ts';
import { describeTable } from './operations/describe-table.ts';
import { describeTimeToLive } from './operations/describe-time-to-live.ts';
import { executeStatement } from './operations/execute-statement.ts';
import { executeTransaction } from './operations/execute-transaction.ts';
import { featuresOff } from './operations/features-off.ts';
import { getItem } from './operations/get-item.ts';
import { listTables } from './operations/list-tables.ts';
import { putItem } from './operations/put-item.ts';
import { query } from './operations/query.ts';
import { scan } from './operations/scan.ts';
import { listTagsOfResource, tagResource, untagResource } from './operations/tags.ts';
import { transactGetItems } from './operations/transact-get-items.ts';
import { transactWriteItems } from './operations/transact-write-items.ts';
import { updateItem } from './operations/update-item.ts';
import { updateTable } from './operations/update-table.ts';
import { updateTimeToLive } from './operations/update-time-to-live.ts';
import { refuseBottomless } from './rules/too-deep.ts';
import { statementEngine } from './statements.ts';
import { changeSource } from './streams/change-source.ts';
import { streamsApi } from './streams/streams-api.ts';
import { refuseForeignTables, underGivenName } from './table-arns.ts';
import { openTables, type Tables } from './tables.ts';

export interface DynamoDb extends Module {
  /** The streams of its tables. */
  readonly changes: ChangeSource;
}

/** DynamoDB: tables, their items and indexes, transactions. */
export async function createDynamoDb(context: EngineContext): Promise<DynamoDb> {
  const { clock, config, realism, events, folder, random } = context;
  const durable = config.durability === 'power';
  const limited = () => realism.throughput;
  const timings = {
    get creating() {
      return realism.tableStatesMs;
    },
    get updating() {
      return realism.tableStatesMs;
    },
    get deleting() {
      return realism.tableStatesMs;
    },
  };
  const tables = await openTables({ folder: folder('dynamodb'), durable, clock, random, timings, limited });
  events.subscribe('reset', () => tables.reset());
  return {
    services: [
      {
        model: models.dynamodb,
        operations: operationsOn(tables, context),
        verbatim: true,
        errorType,
        requestId,
      },
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
    BatchGetItem: batchGetItem(tables),
    BatchWriteItem: batchWriteItem(tables),
    CreateTable: createTable(tables, context),
    DeleteItem: deleteItem(tables),
    DeleteTable: deleteTable(tables),
    DescribeTable: describeTable(tables),
    DescribeTimeToLive: describeTimeToLive(tables),
    GetItem: getItem(tables),
    ListTables: listTables(tables),
    ListTagsOfResource: listTagsOfResource(tables),
    PutItem: putItem(tables),
    Query: query(tables),
    Scan: scan(tables),
    TagResource: tagResource(tables),
    TransactGetItems: transactGetItems(tables),
    TransactWriteItems: transactWriteItems(tables),
    UntagResource: untagResource(tables),
    UpdateItem: updateItem(tables),
    UpdateTable: updateTable(tables, context.clock),
    UpdateTimeToLive: updateTimeToLive(tables),
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
        run: (input, call) =>
          tables.during(async () => {
            refuseForeignTables(input, call, name);
            return underGivenName(input, await refuseBottomless(() => operation.run(input, call)));
          }),
      } satisfies Operation<object, object>,
    ]),
  );
}

/** The characters of request ids. */
const ID_CHARACTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUV';

/** A request id in DynamoDB's form: 52 capitals and digits. */
function requestId(random: Pick<Random, 'bytes'>): string {
  let id = '';
  for (const byte of random.bytes(52)) id += ID_CHARACTERS.charAt(byte % ID_CHARACTERS.length);
  return id;
}

/** The namespaces of DynamoDB's error types. */
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
  'UnknownOperationException',
  'UnrecognizedClientException',
]);
