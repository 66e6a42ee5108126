import { AwsError } from '../../edge/aws-error.ts';
import type { Call } from '../../edge/operation.ts';
import { asList, asObject } from './named-attributes.ts';
import { isArn, tableNameOf } from './rules/table-name.ts';

/** The ARN of a table, as IAM's policies name it (Service Authorization Reference, "Amazon DynamoDB"). */
export function tableArn({ region, accountId }: Pick<Call, 'region' | 'accountId'>, name: string): string {
  return `arn:aws:dynamodb:${region}:${accountId}:table/${name}`;
}

interface Addressing {
  TableName?: unknown;
  IndexName?: unknown;
  ResourceArn?: unknown;
  RequestItems?: unknown;
  TransactItems?: unknown;
}

/** The resources of a call: its table or tables, the index that is read, `*` for calls about no table. */
export function resourcesOf(input: object, call: Call): string | string[] {
  const { TableName, IndexName, ResourceArn, RequestItems } = input as Addressing;
  if (typeof ResourceArn === 'string') return ResourceArn;
  if (typeof TableName === 'string') {
    const arn = arnOf(call, TableName);
    return typeof IndexName === 'string' ? `${arn}/index/${IndexName}` : arn;
  }
  if (RequestItems && typeof RequestItems === 'object') {
    return Object.keys(RequestItems).map((name) => arnOf(call, name));
  }
  return '*';
}

function arnOf(call: Call, nameOrArn: string): string {
  return isArn(nameOrArn) ? nameOrArn : tableArn(call, nameOrArn);
}

/**
 * Rejects a request that names another account's table by its ARN, or another region's (a guess: AWS only documents accounts). No table
 * here has a policy that would allow others. Throws AwsError `AccessDeniedException`.
 */
export function refuseForeignTables(input: object, call: Call, operation: string): void {
  const { TableName } = input as Addressing;
  // Most calls are about one table, by its name.
  if (typeof TableName === 'string' && !isArn(TableName)) return;
  for (const name of tablesIn(input)) {
    if (!isArn(name) || tableNameOf(name) === name || name === tableArn(call, tableNameOf(name))) continue;
    const reason = `because no resource-based policy allows the dynamodb:${operation} action`;
    throw accessDenied(name, call, operation, reason);
  }
}

/** AWS's words for a caller without permission on a resource. */
export function accessDenied(
  resource: string,
  { principal, accountId }: Pick<Call, 'accountId' | 'principal'>,
  operation: string,
  reason = '',
): AwsError {
  const user = principal?.arn ?? `arn:aws:iam::${accountId}:root`;
  const message = `User: ${user} is not authorized to perform: dynamodb:${operation} on resource: ${resource || '*'} ${reason}`;
  return new AwsError('AccessDeniedException', message.trimEnd(), { status: 400 });
}

function* tablesIn(input: object): Generator<string> {
  const { TableName, RequestItems, TransactItems } = input as Addressing;
  if (typeof TableName === 'string') yield TableName;
  yield* Object.keys(asObject(RequestItems));
  for (const item of asList(TransactItems))
    for (const action of Object.values(asObject(item))) {
      const { TableName: name } = asObject(action);
      if (typeof name === 'string') yield name;
    }
}

/** The answer to a request that named its table by the ARN: its capacity has that name (API reference, "ConsumedCapacity"). */
export function underGivenName(input: object, output: object): object {
  const { TableName } = input as Addressing;
  if (typeof TableName !== 'string' || !isArn(TableName) || !('ConsumedCapacity' in output)) return output;
  return { ...output, ConsumedCapacity: { ...asObject(output.ConsumedCapacity), TableName } };
}
