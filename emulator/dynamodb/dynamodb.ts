import type { EngineContext } from '../context.ts';
import type { Operation } from '../edge/operation.ts';
import { models } from '../models/models.ts';
import type { Module } from '../module.ts';
import type { DynaliteOperation } from './dynalite-operations.ts';
import { createTable } from './operations/create-table.ts';
import { deleteTable } from './operations/delete-table.ts';
import { describeTable } from './operations/describe-table.ts';
import { forward } from './operations/forward.ts';
import { transactGetItems } from './operations/transact-get-items.ts';
import { transactWriteItems } from './operations/transact-write-items.ts';
import { updateTable } from './operations/update-table.ts';
import { openTables } from './tables.ts';
import { createRecentTokens } from './transaction/recent-tokens.ts';

const FORWARDED: readonly DynaliteOperation[] = [
  'BatchGetItem',
  'BatchWriteItem',
  'DeleteItem',
  'GetItem',
  'ListTables',
  'ListTagsOfResource',
  'PutItem',
  'Query',
  'Scan',
  'TagResource',
  'UntagResource',
  'UpdateItem',
];

/** DynamoDB: dynalite's tables, and what it lacks and this system needs (transactions, deletion protection, tags at creation). */
export async function createDynamoDb({ config, clock, events, folder }: EngineContext): Promise<Module> {
  const tables = await openTables({
    path: folder('dynamodb'),
    region: config.region,
    accountId: config.accountId,
    timings: { createTableMs: 0, updateTableMs: 0, deleteTableMs: 0 },
  });
  const tokens = createRecentTokens(clock);
  events.subscribe('reset', () => {
    tokens.clear();
    tables.clear();
  });

  const operations: Record<string, Operation<object, object>> = {
    ...Object.fromEntries(FORWARDED.map((operation) => [operation, forward(operation, tables)])),
    CreateTable: createTable(tables),
    DeleteTable: deleteTable(tables),
    DescribeTable: describeTable(tables),
    UpdateTable: updateTable(tables),
    TransactGetItems: transactGetItems(tables),
    TransactWriteItems: transactWriteItems(tables, tokens),
  };
  return {
    services: [{ model: models.dynamodb, operations, verbatim: true, errorType }],
    dispose: () => tables.close(),
  };
}

/** The namespaces in which DynamoDB puts the types of its errors. */
function errorType(code: string): string {
  if (code === 'ValidationException') return `com.amazon.coral.validate#${code}`;
  if (
    code === 'SerializationException' ||
    code === 'UnrecognizedClientException' ||
    code === 'InvalidSignatureException'
  ) {
    return `com.amazon.coral.service#${code}`;
  }
  return code in models.dynamodb.shapes ? `com.amazonaws.dynamodb.v20120810#${code}` : code;
}
