import type { ChangeOutcome, CredentialStore, Replacement } from './credential-store.ts';
import { type Item, isPassing, itemOf, keyOfItem, putIfAbsent } from './items.ts';
import {
  type DynamoDBClient,
  GetItemCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from './packages.ts';
import { type GuardRecord, guardKey, guardOf, type PersonRecord } from './person-record.ts';

type Sender = Pick<DynamoDBClient, 'send'>;

/**
 * Credentials in the table `user`. It needs `dynamodb:GetItem`, `PutItem`, `UpdateItem` and `DeleteItem` on the table, the last three for
 * its transactions.
 */
export function dynamodbCredentialStore(client: Sender, tableName: string): CredentialStore {
  return {
    async findGuard(userPoolId, username) {
      const item = await getItem(client, tableName, guardKey(userPoolId, username));
      return item && guardIn(item);
    },
    async findRecord(key) {
      const item = await getItem(client, tableName, key);
      return item && recordIn(item);
    },
    replace: (change) => transact(client, replacement(tableName, change)),
    end: (guard, endedAt) => transact(client, ending(tableName, guard, endedAt)),
  };
}

function replacement(table: string, { guard, next, olderUntil }: Replacement): TransactWriteItem[] {
  const fresh: GuardRecord = {
    ...guardOf(next),
    createdAt: guard?.credential === undefined ? next.createdAt : guard.createdAt,
    rotatedAt: next.createdAt,
    previous: olderUntil === undefined ? undefined : guard?.credential,
  };
  return [
    guard === undefined ? { Put: putIfAbsent(table, { ...fresh }) } : putOver(table, guard, fresh),
    { Put: putIfAbsent(table, { ...next }) },
    ...(guard?.credential === undefined ? [] : [superseding(table, guard.credential, olderUntil)]),
    ...removalOf(table, guard?.previous),
  ];
}

function ending(table: string, guard: GuardRecord, endedAt: string): TransactWriteItem[] {
  const { authentication, createdAt, credential, previous } = guard;
  return [
    putOver(table, guard, { authentication, createdAt, endedAt }),
    ...(credential === undefined ? [] : [superseding(table, credential, undefined)]),
    ...removalOf(table, previous),
  ];
}

/** Replaces a guard that was read, unless it has changed since: every credential and every end differs. */
function putOver(table: string, read: GuardRecord, fresh: GuardRecord): TransactWriteItem {
  const [field, value] =
    read.credential === undefined ? ['endedAt', read.endedAt ?? ''] : ['credential', read.credential];
  return {
    Put: {
      TableName: table,
      Item: itemOf({ ...fresh }),
      ConditionExpression: '#field = :value',
      ExpressionAttributeNames: { '#field': field },
      ExpressionAttributeValues: { ':value': { S: value } },
    },
  };
}

/** Ends a credential, at once or at a given time. The whole transaction fails if it was deactivated meanwhile. */
function superseding(table: string, key: string, until: string | undefined): TransactWriteItem {
  const active = { ExpressionAttributeValues: { ':yes': { BOOL: true } } };
  if (until === undefined) {
    return {
      Delete: {
        TableName: table,
        Key: keyOfItem(key),
        ...active,
        ConditionExpression: 'attribute_not_exists(#key) OR #active = :yes',
        ExpressionAttributeNames: { '#key': 'authentication', '#active': 'active' },
      },
    };
  }
  return {
    Update: {
      TableName: table,
      Key: keyOfItem(key),
      UpdateExpression: 'SET #expiresAt = :until',
      ConditionExpression: '#active = :yes',
      ExpressionAttributeNames: { '#expiresAt': 'expiresAt', '#active': 'active' },
      ExpressionAttributeValues: { ...active.ExpressionAttributeValues, ':until': { S: until } },
    },
  };
}

function removalOf(table: string, key: string | undefined): TransactWriteItem[] {
  return key === undefined ? [] : [{ Delete: { TableName: table, Key: keyOfItem(key) } }];
}

async function transact(client: Sender, TransactItems: TransactWriteItem[]): Promise<ChangeOutcome> {
  try {
    // The SDK adds a ClientRequestToken and keeps it for its own retries: a commit whose answer was lost is not repeated.
    await client.send(new TransactWriteItemsCommand({ TransactItems }));
    return 'done';
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code);
    if (codes.some((code) => code === 'ConditionalCheckFailed' || isPassing(code))) return 'contended';
    throw error;
  }
}

async function getItem(client: Sender, table: string, key: string): Promise<Item | undefined> {
  const { Item } = await client.send(
    new GetItemCommand({ TableName: table, Key: keyOfItem(key), ConsistentRead: true }),
  );
  return Item;
}

function guardIn(item: Item): GuardRecord {
  return {
    authentication: item['authentication']?.S ?? '',
    credential: item['credential']?.S,
    previous: item['previous']?.S,
    createdAt: item['createdAt']?.S ?? '',
    rotatedAt: item['rotatedAt']?.S,
    endedAt: item['endedAt']?.S,
  };
}

function recordIn(item: Item): PersonRecord | undefined {
  const [username, active] = [item['username']?.S, item['active']?.BOOL];
  if (username === undefined || active === undefined) return undefined;
  return {
    authentication: item['authentication']?.S ?? '',
    username,
    active,
    userPoolId: item['userPoolId']?.S ?? '',
    sub: item['sub']?.S ?? '',
    email: item['email']?.S,
    createdAt: item['createdAt']?.S ?? '',
    expiresAt: item['expiresAt']?.S,
    lastUsedAt: item['lastUsedAt']?.S,
  };
}
