import { paginateGetUsagePlanKeys } from '@aws-sdk/client-api-gateway';
import { ListUsersCommand, type UserType } from '@aws-sdk/client-cognito-identity-provider';
import { BatchGetItemCommand, type KeysAndAttributes } from '@aws-sdk/client-dynamodb';
import { guardKey } from '../../lambdas/shared/person-record.ts';
import type { Clients } from '../clients.ts';
import type { Outputs } from '../outputs.ts';
import { ReaderError } from '../reconcile/reader-error.ts';
import { keyPrefix } from '../stack/limits.ts';

/** A person in the pool. */
export interface PoolPerson {
  readonly username: string;
  readonly attributes: Readonly<Record<string, string>>;
}

type Where = Pick<Outputs, 'userPoolId' | 'tableName' | 'usagePlanId' | 'app' | 'stage'>;

/**
 * Finds everybody who is CONFIRMED in the pool and has no credential in the table, or no API key if requests are limited: their trigger
 * failed after the confirmation, which Cognito does not undo, or they came before the usage plan. Reads the pool by pages of 60, the
 * table's guard items for each, and the plan's keys. A person who ended their credential needs nothing.
 */
export async function findUnserved(
  where: Where,
  clients: Pick<Clients, 'apigateway' | 'cognito' | 'dynamodb'>,
): Promise<PoolPerson[]> {
  const keyNames = await keyNamesIn(where, clients);
  const prefix = keyPrefix(where);
  const unserved: PoolPerson[] = [];
  let PaginationToken: string | undefined;
  do {
    const page = await clients.cognito.send(
      new ListUsersCommand({
        UserPoolId: where.userPoolId,
        Filter: 'cognito:user_status = "CONFIRMED"',
        Limit: 60,
        PaginationToken,
      }),
    );
    const people = (page.Users ?? []).flatMap(personOf);
    const served = await servedAmong(people, where, clients);
    unserved.push(
      ...people.filter(
        ({ username }) =>
          !served.has(guardKey(where.userPoolId, username)) ||
          (keyNames !== undefined && !keyNames.has(`${prefix}${username}`)),
      ),
    );
    PaginationToken = page.PaginationToken;
  } while (PaginationToken);
  return unserved;
}

/** The names of the usage plan's keys; undefined without a plan. */
async function keyNamesIn(
  { usagePlanId }: Where,
  { apigateway }: Pick<Clients, 'apigateway'>,
): Promise<ReadonlySet<string> | undefined> {
  if (usagePlanId === undefined) return undefined;
  const names = new Set<string>();
  for await (const { items = [] } of paginateGetUsagePlanKeys(
    { client: apigateway },
    { usagePlanId, limit: 500 },
  ))
    for (const { name = '' } of items) names.add(name);
  return names;
}

function personOf({ Username, Attributes }: UserType): PoolPerson[] {
  if (!Username) return [];
  const attributes = Object.fromEntries(
    (Attributes ?? []).map(({ Name, Value }) => [Name ?? '', Value ?? '']),
  );
  return [{ username: Username, attributes }];
}

/** Which of these people's guard keys are in the table. */
async function servedAmong(
  people: readonly PoolPerson[],
  { userPoolId, tableName }: Where,
  { dynamodb }: Pick<Clients, 'dynamodb'>,
): Promise<Set<string>> {
  const found = new Set<string>();
  const keys = people.map(({ username }) => ({ authentication: { S: guardKey(userPoolId, username) } }));
  let request: Record<string, KeysAndAttributes> | undefined =
    keys.length > 0
      ? { [tableName]: { Keys: keys, ConsistentRead: true, ProjectionExpression: 'authentication' } }
      : undefined;
  // Items beyond one answer come back as unprocessed (API reference, BatchGetItem).
  for (let rounds = 0; request && Object.keys(request).length > 0; rounds++) {
    if (rounds === 20) throw new ReaderError(`Table ${tableName} keeps putting off reads: try again later.`);
    const answer: {
      Responses?: Record<string, Record<string, { S?: string }>[]>;
      UnprocessedKeys?: typeof request;
    } = await dynamodb.send(new BatchGetItemCommand({ RequestItems: request }));
    for (const item of answer.Responses?.[tableName] ?? []) found.add(item['authentication']?.S ?? '');
    request = answer.UnprocessedKeys;
  }
  return found;
}
