import type { Act, Client } from '../act.ts';
import { ok, refused, same } from '../caller.ts';

const KEYS = 50;

/** Items are written, changed, found and deleted; each read is compared with what this client wrote last. */
export function dynamoDbActs({ number, caller, scene, pick }: Client): Act[] {
  const TableName = scene.table;
  const call = (operation: string, input: object) => caller.json('dynamodb', operation, input);
  const p = `client-${number}`;
  const kept = new Map<number, number>();
  const keyOf = (s: number) => ({ p: { S: p }, s: { N: String(s) } });
  const itemOf = (s: number, n: number) => ({
    ...keyOf(s),
    n: { N: String(n) },
    text: { S: 'x'.repeat(200) },
    tags: { SS: ['a', 'b'] },
  });

  async function put(s: number, n: number): Promise<void> {
    await ok(call('PutItem', { TableName, Item: itemOf(s, n) }));
    kept.set(s, n);
  }
  const some = async () => {
    const s = pick(KEYS);
    if (!kept.has(s)) await put(s, 0);
    return s;
  };

  return [
    { name: 'put', share: 8, run: () => put(pick(KEYS), pick(1000)) },
    {
      name: 'get',
      share: 10,
      async run() {
        const s = pick(KEYS);
        const { Item } = await ok<{ Item?: { n: { N: string } } }>(
          call('GetItem', { TableName, Key: keyOf(s), ConsistentRead: true }),
        );
        same('the item', Item?.n.N, kept.get(s)?.toString());
      },
    },
    {
      name: 'count up',
      share: 8,
      async run() {
        const s = await some();
        const { Attributes } = await ok<{ Attributes: { n: { N: string } } }>(
          call('UpdateItem', {
            TableName,
            Key: keyOf(s),
            UpdateExpression: 'SET n = n + :one',
            ExpressionAttributeValues: { ':one': { N: '1' } },
            ReturnValues: 'UPDATED_NEW',
          }),
        );
        kept.set(s, (kept.get(s) ?? 0) + 1);
        same('the count', Attributes.n.N, String(kept.get(s)));
      },
    },
    {
      name: 'query',
      share: 4,
      async run() {
        const { Count } = await ok(
          call('Query', {
            TableName,
            KeyConditionExpression: 'p = :p',
            ExpressionAttributeValues: { ':p': { S: p } },
            ConsistentRead: true,
          }),
        );
        same('how many were found', Count, kept.size);
      },
    },
    {
      name: 'fail a condition',
      share: 3,
      async run() {
        const s = await some();
        await refused(
          call('PutItem', {
            TableName,
            Item: itemOf(s, 0),
            ConditionExpression: 'attribute_not_exists(p)',
          }),
          400,
          'ConditionalCheckFailedException',
        );
      },
    },
    {
      name: 'write in a transaction',
      share: 3,
      async run() {
        const [one, other] = [pick(KEYS), KEYS + pick(KEYS)];
        const n = pick(1000);
        await ok(
          call('TransactWriteItems', {
            TransactItems: [
              { Put: { TableName, Item: itemOf(one, n) } },
              { Put: { TableName, Item: itemOf(other, n) } },
            ],
          }),
        );
        kept.set(one, n).set(other, n);
      },
    },
    {
      name: 'delete',
      share: 3,
      async run() {
        const s = pick(2 * KEYS);
        await ok(call('DeleteItem', { TableName, Key: keyOf(s) }));
        kept.delete(s);
      },
    },
    {
      name: 'read by a statement',
      share: 2,
      async run() {
        const s = await some();
        const { Items } = await ok<{ Items: { n: { N: string } }[] }>(
          call('ExecuteStatement', {
            Statement: `SELECT n FROM "${TableName}" WHERE p = ? AND s = ?`,
            Parameters: [{ S: p }, { N: String(s) }],
            ConsistentRead: true,
          }),
        );
        same('what the statement found', Items[0]?.n.N, String(kept.get(s)));
      },
    },
  ];
}
