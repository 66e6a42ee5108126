import { randomBytes } from 'node:crypto';
import {
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { mintCredential } from '../../lambdas/shared/credential.ts';
import { HASHED_PREFIX, type KeyOf } from '../../lambdas/shared/credential-key.ts';
import { dynamodbCredentialStore } from '../../lambdas/shared/dynamodb-credential-store.ts';
import { guardKey } from '../../lambdas/shared/person-record.ts';
import type { Clients } from '../clients.ts';
import type { Item } from './find-misplaced.ts';

export type Moved = 'moved' | 'made anew' | 'removed' | 'changed';

/**
 * Moves a person's item to the key under which the stack looks for it, with the guard, in one transaction that fails if somebody changed
 * them. Moving to a digest keeps the credential valid. A digest cannot be reversed, for the table never held the credential: the person
 * gets a new one that nobody has seen, and one in its grace ends at once. Returns what was done; `changed` if somebody else changed it:
 * then nothing was, and the next run finds it if still needed.
 */
export async function moveCredential(
  item: Item,
  { tableName: TableName, keyOf }: { tableName: string; keyOf: KeyOf },
  { dynamodb }: Pick<Clients, 'dynamodb'>,
): Promise<Moved> {
  const key = textIn(item, 'authentication');
  const username = textIn(item, 'username');
  const backwards = key.startsWith(HASHED_PREFIX);
  const done = !backwards ? 'moved' : item['expiresAt'] ? 'removed' : 'made anew';
  const credential = backwards ? mintCredential(username, randomBytes) : key;
  const { lastUsedAt, ...rest } = item;
  const next: Item = {
    ...(backwards ? { ...rest, createdAt: { S: new Date().toISOString() } } : item),
    authentication: { S: keyOf(credential) },
  };
  const TransactItems = [
    { Delete: { TableName, Key: { authentication: { S: key } }, ...asItWas(item) } },
    ...(done === 'removed' ? [] : [{ Put: { TableName, Item: next, ...UNLESS_THERE } }]),
    ...(await guardUpdate(TableName, item, done === 'removed' ? undefined : next, { dynamodb })),
  ];
  try {
    await dynamodb.send(new TransactWriteItemsCommand({ TransactItems }));
    return done;
  } catch (error) {
    if (error instanceof TransactionCanceledException) return 'changed';
    throw error;
  }
}

const UNLESS_THERE = {
  ConditionExpression: 'attribute_not_exists(#key)',
  ExpressionAttributeNames: { '#key': 'authentication' },
};

/** Neither switched nor given another end since it was read; the hour of its last use does not matter. */
function asItWas({ active, expiresAt }: Item) {
  return {
    ConditionExpression: `#active = :active AND ${expiresAt ? '#end = :end' : 'attribute_not_exists(#end)'}`,
    ExpressionAttributeNames: { '#active': 'active', '#end': 'expiresAt' },
    ExpressionAttributeValues: {
      ':active': active ?? { NULL: true },
      ...(expiresAt ? { ':end': expiresAt } : {}),
    },
  };
}

/** Points the guard to the item's new place, or away from it; does nothing if the guard does not point to the item. */
async function guardUpdate(
  TableName: string,
  item: Item,
  next: Item | undefined,
  { dynamodb }: Pick<Clients, 'dynamodb'>,
): Promise<TransactWriteItem[]> {
  const key = textIn(item, 'authentication');
  const [userPoolId, username] = [textIn(item, 'userPoolId'), textIn(item, 'username')];
  const guard = await dynamodbCredentialStore(dynamodb, TableName).findGuard(userPoolId, username);
  const place = (['credential', 'previous'] as const).find((name) => guard?.[name] === key);
  if (!place) return [];
  // A new one has not been shown.
  const unseen = next !== undefined && key.startsWith(HASHED_PREFIX);
  return [
    {
      Update: {
        TableName,
        Key: { authentication: { S: guardKey(userPoolId, username) } },
        UpdateExpression: next ? `SET #place = :next${unseen ? ' REMOVE #rotated' : ''}` : 'REMOVE #place',
        ConditionExpression: '#place = :key',
        ExpressionAttributeNames: { '#place': place, ...(unseen ? { '#rotated': 'rotatedAt' } : {}) },
        ExpressionAttributeValues: {
          ':key': { S: key },
          ...(next ? { ':next': { S: textIn(next, 'authentication') } } : {}),
        },
      },
    },
  ];
}

function textIn(item: Item, name: string): string {
  return item[name]?.S ?? '';
}
