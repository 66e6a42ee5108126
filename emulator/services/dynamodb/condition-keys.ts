import { resourceTagKeys } from '../../edge/with-resource-tags.ts';
import { asList, asObject, namedAttributes } from './named-attributes.ts';
import { tableNameOf } from './rules/table-name.ts';
import type { Tables } from './tables.ts';

type Input = Readonly<Record<string, unknown>>;
type Keys = Record<string, string | string[]>;

/**
 * What policies may check of a request to DynamoDB (Developer Guide, "Using IAM policy conditions for fine-grained access control"):
 * `dynamodb:LeadingKeys`, `Attributes`, `Select`, `ReturnValues`, `ReturnConsumedCapacity`, and the tags of its table. A batch about
 * several tables is checked with the keys of all of them together. The request has not been checked yet.
 */
export function conditionKeys(tables: Pick<Tables, 'records'>, operation: string, input: object): Keys {
  const parts = partsOf(input as Input);
  const leading = unique(parts.flatMap((part) => leadingKeys(tables, part)));
  const attributes = unique(parts.flatMap(({ data }) => namedAttributes(data)));
  const select = selectOf(operation, parts.at(0)?.data ?? {});
  const { ReturnValues, ReturnConsumedCapacity } = input as Input;
  return {
    ...(leading.length > 0 && { 'dynamodb:LeadingKeys': leading }),
    ...(attributes.length > 0 && { 'dynamodb:Attributes': attributes }),
    ...(select !== undefined && { 'dynamodb:Select': select }),
    ...(typeof ReturnValues === 'string' && { 'dynamodb:ReturnValues': ReturnValues }),
    ...(typeof ReturnConsumedCapacity === 'string' && {
      'dynamodb:ReturnConsumedCapacity': ReturnConsumedCapacity,
    }),
    ...resourceTagKeys(Object.assign({}, ...parts.map(({ table }) => tables.records.get(table)?.tags))),
  };
}

/** A request's part about one table, in the form of a request about one item. */
interface Part {
  table: string;
  data: Input;
}

function partsOf(input: Input): Part[] {
  const { TableName, ResourceArn, RequestItems } = input;
  if (typeof TableName === 'string') return [{ table: tableNameOf(TableName), data: input }];
  if (typeof ResourceArn === 'string')
    return [{ table: ResourceArn.slice(ResourceArn.lastIndexOf('/') + 1), data: {} }];
  return Object.entries(asObject(RequestItems)).flatMap(([name, asked]): Part[] => {
    const table = tableNameOf(name);
    const gets = asList(asObject(asked)['Keys']).map((Key) => ({ table, data: { ...asObject(asked), Key } }));
    const writes = asList(asked).map((write) => {
      const { PutRequest, DeleteRequest } = asObject(write);
      return { table, data: { ...asObject(PutRequest), ...asObject(DeleteRequest) } };
    });
    return [...gets, ...writes];
  });
}

/** The requested values of the partition key: of the table, or of the index. A scan requests none. */
function leadingKeys(tables: Pick<Tables, 'records'>, { table, data }: Part): string[] {
  const description = tables.records.get(table)?.description;
  const indexes = [
    ...(description?.GlobalSecondaryIndexes ?? []),
    ...(description?.LocalSecondaryIndexes ?? []),
  ];
  const index = indexes.find(({ IndexName }) => IndexName === data['IndexName']);
  const schema = index?.KeySchema ?? description?.KeySchema ?? [];
  const partition = schema.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName;
  if (partition === undefined) return [];
  const condition = asObject(asObject(data['KeyConditions'])[partition]);
  const values = [
    asObject(data['Key'])[partition],
    asObject(data['Item'])[partition],
    asList(condition['AttributeValueList'])[0],
    ...equalTo(partition, data),
  ];
  return values.flatMap((value) => Object.values(asObject(value)).filter((text) => typeof text === 'string'));
}

/** The values that a key condition says an attribute equals. */
function equalTo(attribute: string, data: Input): unknown[] {
  const { KeyConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues } = data;
  if (typeof KeyConditionExpression !== 'string') return [];
  const [names, values] = [asObject(ExpressionAttributeNames), asObject(ExpressionAttributeValues)];
  const nameOf = (text: string) => (text.startsWith('#') ? names[text] : text);
  return [...KeyConditionExpression.matchAll(/([#:]?[\w-]+)\s*=\s*([#:]?[\w-]+)/g)].flatMap(
    ([, left = '', right = '']) => {
      if (nameOf(left) === attribute) return [values[right]];
      return nameOf(right) === attribute ? [values[left]] : [];
    },
  );
}

/** `Select` as given, or its default. */
function selectOf(operation: string, data: Input): string | undefined {
  if (!['GetItem', 'BatchGetItem', 'Query', 'Scan'].includes(operation)) return undefined;
  if (typeof data['Select'] === 'string') return data['Select'];
  if (data['ProjectionExpression'] !== undefined || data['AttributesToGet'] !== undefined)
    return 'SPECIFIC_ATTRIBUTES';
  return data['IndexName'] === undefined ? 'ALL_ATTRIBUTES' : 'ALL_PROJECTED_ATTRIBUTES';
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
