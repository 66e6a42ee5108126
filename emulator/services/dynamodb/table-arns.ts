import type { Call } from '../../edge/operation.ts';

/** The ARN of a table, as IAM's policies name it (Service Authorization Reference, "Amazon DynamoDB"). */
export function tableArn({ region, accountId }: Pick<Call, 'region' | 'accountId'>, name: string): string {
  return `arn:aws:dynamodb:${region}:${accountId}:table/${name}`;
}

interface Addressing {
  TableName?: string;
  IndexName?: string;
  ResourceArn?: string;
  RequestItems?: Record<string, unknown>;
}

/** What a call needs permission on: its table or tables, the index where one is read, `*` for calls about no table. */
export function resourcesOf(input: object, call: Call): string | string[] {
  const { TableName, IndexName, ResourceArn, RequestItems } = input as Addressing;
  if (typeof ResourceArn === 'string') return ResourceArn;
  if (typeof TableName === 'string') {
    const arn = tableArn(call, TableName);
    return typeof IndexName === 'string' ? `${arn}/index/${IndexName}` : arn;
  }
  if (RequestItems && typeof RequestItems === 'object') {
    return Object.keys(RequestItems).map((name) => tableArn(call, name));
  }
  return '*';
}
