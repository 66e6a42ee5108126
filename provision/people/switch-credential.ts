import { TransactionCanceledException, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { dynamodbCredentialStore } from '../../lambdas/shared/dynamodb-credential-store.ts';
import type { GuardRecord } from '../../lambdas/shared/person-record.ts';
import type { Clients } from '../clients.ts';
import type { Outputs } from '../outputs.ts';
import { ReaderError } from '../reconcile/reader-error.ts';

type Where = Pick<Outputs, 'userPoolId' | 'tableName'>;

/** A rotation between reading and writing makes both old: so often it is read again. */
const MAX_TRIES = 10;

/**
 * Lets a person's credential open the gate, or not, and with it the one it replaced while that still counts: in one transaction that
 * holds only while the guard leads to that credential, so a rotation at the same moment leaves no other behind that counts.
 * Answers whether anything had to change, `none` for who has no credential. Throws ReaderError when the credential is not in the
 * table, or rotations came in between every time.
 */
export async function switchCredential(
  username: string,
  active: boolean,
  { userPoolId, tableName }: Where,
  { dynamodb }: Pick<Clients, 'dynamodb'>,
): Promise<'changed' | 'unchanged' | 'none'> {
  const store = dynamodbCredentialStore(dynamodb, tableName);
  let seen = 'it was rotated again and again meanwhile';
  for (let tried = 0; tried < MAX_TRIES; tried += 1) {
    const guard = await store.findGuard(userPoolId, username);
    if (guard?.credential === undefined) return 'none';
    const [record, older] = await Promise.all([
      store.findRecord(guard.credential),
      guard.previous === undefined ? undefined : store.findRecord(guard.previous),
    ]);
    seen = record ? seen : `it is gone from table ${tableName}`;
    if (!record) continue;
    const found = older ? [record, older] : [record];
    if (found.every((one) => one.active === active)) return 'unchanged';
    const keys = found.map(({ authentication }) => authentication);
    if (await switched(guard, keys, active, tableName, { dynamodb })) return 'changed';
  }
  throw new ReaderError(`The credential of ${username} could not be switched: ${seen}.`);
}

async function switched(
  guard: GuardRecord,
  keys: readonly string[],
  active: boolean,
  TableName: string,
  { dynamodb }: Pick<Clients, 'dynamodb'>,
): Promise<boolean> {
  const command = new TransactWriteItemsCommand({
    TransactItems: [
      {
        ConditionCheck: {
          TableName,
          Key: { authentication: { S: guard.authentication } },
          ConditionExpression: '#credential = :credential',
          ExpressionAttributeNames: { '#credential': 'credential' },
          ExpressionAttributeValues: { ':credential': { S: guard.credential ?? '' } },
        },
      },
      ...keys.map((key) => ({
        Update: {
          TableName,
          Key: { authentication: { S: key } },
          UpdateExpression: 'SET #active = :active',
          // Without it, an item that was removed meanwhile would be made anew.
          ConditionExpression: 'attribute_exists(#active)',
          ExpressionAttributeNames: { '#active': 'active' },
          ExpressionAttributeValues: { ':active': { BOOL: active } },
        },
      })),
    ],
  });
  try {
    await dynamodb.send(command);
    return true;
  } catch (error) {
    if (error instanceof TransactionCanceledException) return false;
    throw error;
  }
}
