import { DescribeTableCommand, ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import type { Clients } from '../clients.ts';
import { ReaderError } from '../reconcile/reader-error.ts';
import type { Item } from './item-line.ts';

/** An attribute of a table's key. */
export interface KeyAttribute {
  readonly name: string;
  readonly type: 'S' | 'N' | 'B';
}

/** The key of a table. Throws ReaderError when there is no such table. */
export async function keyOfTable(
  TableName: string,
  { dynamodb }: Pick<Clients, 'dynamodb'>,
): Promise<KeyAttribute[]> {
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName })).catch((error: unknown) => {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    throw new ReaderError(`There is no table ${TableName}: name one by TABLE=…, or deploy first.`, {
      cause: error,
    });
  });
  const types = new Map(
    Table?.AttributeDefinitions?.map(({ AttributeName, AttributeType }) => [AttributeName, AttributeType]),
  );
  return (Table?.KeySchema ?? []).map(({ AttributeName = '' }) => ({
    name: AttributeName,
    type: types.get(AttributeName) ?? 'S',
  }));
}

/** Throws ReaderError, as `itemOfLine` does, for an item without the table's key. */
export function assertKey(key: readonly KeyAttribute[], item: Item): void {
  for (const { name, type } of key) {
    const value = Object.hasOwn(item, name) ? item[name]?.[type] : undefined;
    if (value === undefined)
      throw new ReaderError(`has no "${name}" of type ${type}, which is of the table's key`);
    if (value.length === 0) throw new ReaderError(`has an empty "${name}", which is of the table's key`);
  }
}
