import { CreateTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Kind } from './writer.ts';

/** Counts in an item. */
export const countsInDynamoDb: Kind = async (access, _memory, isNew) => {
  const client = new DynamoDBClient(access);
  const Key = { id: { S: 'written' } };
  if (isNew)
    await client.send(
      new CreateTableCommand({
        TableName: 'written',
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
  return {
    async write(value) {
      await client.send(
        new PutItemCommand({ TableName: 'written', Item: { ...Key, n: { N: String(value) } } }),
      );
    },
    async read() {
      const { Item } = await client.send(
        new GetItemCommand({ TableName: 'written', Key, ConsistentRead: true }),
      );
      return Number(Item?.['n']?.N ?? 0);
    },
    end: () => client.destroy(),
  };
};
