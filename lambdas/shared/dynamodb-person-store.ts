import { type Item, isPassing, keyOfItem, putIfAbsent } from './items.ts';
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from './packages.ts';
import { guardKey, guardOf, type PersonRecord } from './person-record.ts';
import type {
  IdentityReader,
  InsertOutcome,
  PersonWriter,
  StoredIdentity,
  UseNoter,
} from './person-store.ts';

/** The only operation of the SDK's client that is used. */
type Sender = Pick<DynamoDBClient, 'send'>;

/**
 * The table `user` in DynamoDB. Writing needs `dynamodb:PutItem` on the table, and `dynamodb:GetItem` to read the guard after lasting
 * contention; reading needs `dynamodb:GetItem`; storing a use needs `dynamodb:UpdateItem` for the attributes `authentication` and
 * `lastUsedAt` only.
 */
export function dynamodbPersonStore(
  client: Sender,
  tableName: string,
): PersonWriter & IdentityReader & UseNoter {
  return {
    insertPerson: (record) => insertPerson(client, tableName, record),
    hasGuard: async (userPoolId, username) =>
      (await getItem(client, tableName, guardKey(userPoolId, username), ['authentication'])) !== undefined,
    findIdentity: (key) => findIdentity(client, tableName, key),
    noteUse: (key, hour) => noteUse(client, tableName, key, hour),
  };
}

async function insertPerson(client: Sender, table: string, record: PersonRecord): Promise<InsertOutcome> {
  // The SDK adds a ClientRequestToken and keeps it for its own retries, so a commit whose answer was lost is not mistaken for another
  // delivery. Our own tries are new requests, because each has a new credential.
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
    if (isPassing(guardReason) || isPassing(recordReason)) return 'contended';
    throw error;
  }
}

async function findIdentity(client: Sender, table: string, key: string): Promise<StoredIdentity | undefined> {
  const item = await getItem(client, table, key, [
    'username',
    'email',
    'sub',
    'active',
    'expiresAt',
    'lastUsedAt',
  ]);
  if (item === undefined) return undefined;
  const expiresAt = item['expiresAt'];
  return {
    username: item['username']?.S,
    email: item['email']?.S,
    sub: item['sub']?.S,
    active: item['active']?.BOOL,
    // An end of another type cannot be read: no time is before it.
    expiresAt: expiresAt && (expiresAt.S ?? ''),
    lastUsedAt: item['lastUsedAt']?.S,
  };
}

async function noteUse(client: Sender, table: string, key: string, hour: string): Promise<void> {
  const command = new UpdateItemCommand({
    TableName: table,
    Key: keyOfItem(key),
    UpdateExpression: 'SET #used = :hour',
    // Once an hour, by the first process; a deleted item is not created again.
    ConditionExpression: 'attribute_exists(#key) AND (attribute_not_exists(#used) OR #used < :hour)',
    ExpressionAttributeNames: { '#key': 'authentication', '#used': 'lastUsedAt' },
    ExpressionAttributeValues: { ':hour': { S: hour } },
  });
  await client.send(command).catch((error: unknown) => {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  });
}

/** Reads consistently: a credential that was just deactivated must not open the gate. */
async function getItem(
  client: Sender,
  table: string,
  key: string,
  attributes: string[],
): Promise<Item | undefined> {
  // Placeholders, because DynamoDB's list of reserved words grows and may include an attribute's name.
  const names = Object.fromEntries(attributes.map((attribute, index) => [`#a${index}`, attribute]));
  const answer = await client.send(
    new GetItemCommand({
      TableName: table,
      Key: keyOfItem(key),
      ConsistentRead: true,
      ProjectionExpression: Object.keys(names).join(', '),
      ExpressionAttributeNames: names,
    }),
  );
  return answer.Item;
}
