import { TransactionCanceledException, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { dynamodbCredentialStore } from '../../lambdas/shared/dynamodb-credential-store.ts';
import type { GuardRecord } from '../../lambdas/shared/person-record.ts';
import type { Clients } from '../clients.ts';
import type { Outputs } from '../outputs.ts';
import { ReaderError } from '../reconcile/reader-error.ts';

type Where = Pick<Outputs, 'userPoolId' | 'tableName'>;

/** A rotation between reading and writing makes both outdated: read again so often. */
const MAX_TRIES = 10;

/**
 * Activates or deactivates a person's credential, and the one it replaced while that is still valid, in one transaction that fails if the
 * guard points to another credential by then, so a simultaneous rotation leaves no other live one. Returns whether anything changed, `none`
 * for a person without a credential. Throws ReaderError if the credential is not in the table, or rotations came in between every time.
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
          // Without it, an item deleted meanwhile would be created again.
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
