import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  type Put,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from './packages.ts';
import { guardKey, guardOf, type PersonRecord } from './person-record.ts';
import type { IdentityReader, InsertOutcome, PersonWriter, StoredIdentity } from './person-store.ts';

/** Cancellation reasons that a later try may not meet again (API reference, TransactWriteItems). */
const PASSING_REASONS = new Set(['TransactionConflict', 'ProvisionedThroughputExceeded', 'ThrottlingError']);

/** The only operation that is used of the SDK's client. */
type Sender = Pick<DynamoDBClient, 'send'>;

/**
 * The table `user` in DynamoDB. Writing needs `dynamodb:PutItem` on the table, and `dynamodb:GetItem` for the
 * guard that is read when contention lasts; reading needs `dynamodb:GetItem`.
 */
export function dynamodbPersonStore(client: Sender, tableName: string): PersonWriter & IdentityReader {
  return {
    insertPerson: (record) => insertPerson(client, tableName, record),
    findCredential: (userPoolId, username) =>
      findCredential(client, tableName, guardKey(userPoolId, username)),
    findIdentity: (credential) => findIdentity(client, tableName, credential),
  };
}

async function insertPerson(client: Sender, table: string, record: PersonRecord): Promise<InsertOutcome> {
  // The SDK adds a ClientRequestToken and keeps it for its own retries, so a commit whose answer was lost is not
  // mistaken for another delivery. Tries of ours are new requests, since each has a new credential.
  const command = new TransactWriteItemsCommand({
    TransactItems: [
      { Put: putIfAbsent(table, { ...guardOf(record) }) },
      { Put: putIfAbsent(table, { ...record }) },
    ],
  });
  try {
    await client.send(command);
    return 'stored';
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const [guardReason, recordReason] = (error.CancellationReasons ?? []).map((reason) => reason.Code);
    if (guardReason === 'ConditionalCheckFailed') return 'exists';
    if (recordReason === 'ConditionalCheckFailed') return 'contended';
    if (PASSING_REASONS.has(guardReason ?? '') || PASSING_REASONS.has(recordReason ?? '')) return 'contended';
    throw error;
  }
}

async function findCredential(client: Sender, table: string, key: string): Promise<string | undefined> {
  const item = await getItem(client, table, key, ['credential']);
  return item?.['credential']?.S;
}

async function findIdentity(client: Sender, table: string, key: string): Promise<StoredIdentity | undefined> {
  const item = await getItem(client, table, key, ['username', 'email', 'sub', 'active']);
  if (item === undefined) return undefined;
  return {
    username: item['username']?.S,
    email: item['email']?.S,
    sub: item['sub']?.S,
    active: item['active']?.BOOL,
  };
}

/** Reads consistently: a credential that was switched off a moment ago must not open the gate. */
async function getItem(
  client: Sender,
  table: string,
  key: string,
  attributes: string[],
): Promise<Record<string, AttributeValue> | undefined> {
  // Placeholders, because DynamoDB's list of reserved words grows and an attribute's name may be on it.
  const names = Object.fromEntries(attributes.map((attribute, index) => [`#a${index}`, attribute]));
  const answer = await client.send(
    new GetItemCommand({
      TableName: table,
      Key: { authentication: { S: key } },
      ConsistentRead: true,
      ProjectionExpression: Object.keys(names).join(', '),
      ExpressionAttributeNames: names,
    }),
  );
  return answer.Item;
}

function putIfAbsent(table: string, values: Record<string, string | boolean | undefined>): Put {
  const item: Record<string, AttributeValue> = {};
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue;
    item[name] = typeof value === 'boolean' ? { BOOL: value } : { S: value };
  }
  return {
    TableName: table,
    Item: item,
    ConditionExpression: 'attribute_not_exists(#key)',
    ExpressionAttributeNames: { '#key': 'authentication' },
  };
}
