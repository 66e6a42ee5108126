import { type AttributeValue, paginateScan } from '@aws-sdk/client-dynamodb';
import { type CredentialStorage, HASHED_PREFIX } from '../../lambdas/shared/credential-key.ts';
import type { Clients } from '../clients.ts';

export type Item = Record<string, AttributeValue>;

/**
 * Finds the items of people whose credential is stored in another way than the stack looks it up: after `CREDENTIAL_STORAGE` was changed
 * they open nothing. Reads the whole table.
 */
export async function findMisplaced(
  { tableName, credentialStorage }: { tableName: string; credentialStorage: CredentialStorage },
  { dynamodb }: Pick<Clients, 'dynamodb'>,
): Promise<Item[]> {
  const misplaced: Item[] = [];
  const query = {
    TableName: tableName,
    ConsistentRead: true,
    FilterExpression: 'attribute_exists(#username) AND attribute_exists(#active)',
    ExpressionAttributeNames: { '#username': 'username', '#active': 'active' },
  };
  for await (const page of paginateScan({ client: dynamodb }, query)) {
    const wrong = (page.Items ?? []).filter((item) => {
      const hashed = item['authentication']?.S?.startsWith(HASHED_PREFIX) ?? false;
      return hashed !== (credentialStorage === 'hashed');
    });
    misplaced.push(...wrong);
  }
  return misplaced;
}
