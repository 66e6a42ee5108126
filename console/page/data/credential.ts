import { forgetAnswers } from './apis.ts';
import { callJson } from './aws.ts';
import { Refused } from './engine.ts';
import { configurationOf, invoke } from './functions.ts';
import type { Item } from './item.ts';
import type { Person } from './people.ts';
import { describePool } from './pools.ts';

/** A person's credential, as the table has it. */
export interface Credential {
  readonly table: string;
  readonly active: boolean;
  /** Its key: a secret if credentials are stored as they are. */
  readonly key: string;
  readonly createdAt: string;
  readonly lastUsedAt: string | undefined;
}

/** The credential, or what is in the way. */
export type CredentialState = Credential | { readonly none: string };

interface Place {
  readonly functionArn: string;
  readonly table: string;
}

/** The pool's function and the table of its variable TABLE_NAME. */
async function placeOf(pool: string): Promise<Place | undefined> {
  const functionArn = (await describePool(pool)).LambdaConfig?.PostConfirmation;
  if (!functionArn) return undefined;
  const { Environment } = await configurationOf(functionArn);
  const table = Environment?.Variables?.['TABLE_NAME'];
  return table ? { functionArn, table } : undefined;
}

/** Finds a person's credential by the guard item (lambdas/shared/person-record.ts). */
export async function readCredential(pool: string, username: string): Promise<CredentialState> {
  const place = await placeOf(pool);
  if (!place) return { none: 'The pool has no function that stores credentials.' };
  const guard = await itemOf(place.table, guardKey(pool, username));
  const key = guard?.['credential']?.S;
  if (!guard) return { none: 'There is none: the confirmation has not stored one. Repair does.' };
  if (key === undefined) return { none: 'The person ended it.' };
  const record = await itemOf(place.table, key);
  if (!record) return { none: `The item that their guard leads to is gone from ${place.table}.` };
  return {
    table: place.table,
    key,
    active: record['active']?.BOOL === true,
    createdAt: record['createdAt']?.S ?? '',
    lastUsedAt: record['lastUsedAt']?.S,
  };
}

/**
 * Activates or deactivates a person's credential, and the one before it while that is valid: one transaction that fails if the guard points
 * elsewhere, like `make deactivate`. Then flushes the gate's cached answers.
 */
export async function setActive(pool: string, username: string, active: boolean): Promise<void> {
  const place = await placeOf(pool);
  const guard = place && (await itemOf(place.table, guardKey(pool, username)));
  const credential = guard?.['credential']?.S;
  if (!place || credential === undefined)
    throw new Refused('NoCredential', 'There is no credential to switch.', 0);
  const previous = guard?.['previous']?.S;
  const older = previous === undefined ? undefined : await itemOf(place.table, previous);
  const keys = [credential, ...(older && previous !== undefined ? [previous] : [])];
  const TableName = place.table;
  await callJson('dynamodb', 'TransactWriteItems', {
    TransactItems: [
      {
        ConditionCheck: {
          TableName,
          Key: { authentication: { S: guardKey(pool, username) } },
          ConditionExpression: '#credential = :credential',
          ExpressionAttributeNames: { '#credential': 'credential' },
          ExpressionAttributeValues: { ':credential': { S: credential } },
        },
      },
      ...keys.map((key) => ({
        Update: {
          TableName,
          Key: { authentication: { S: key } },
          UpdateExpression: 'SET #active = :active',
          ConditionExpression: 'attribute_exists(#active)',
          ExpressionAttributeNames: { '#active': 'active' },
          ExpressionAttributeValues: { ':active': { BOOL: active } },
        },
      })),
    ],
  });
  await forgetAnswers();
}

/** Gives a confirmed person their credential as the confirmation does, with Cognito's event; keeps an existing one. */
export async function repair(pool: string, client: string, person: Person): Promise<void> {
  const place = await placeOf(pool);
  if (!place) throw new Refused('NoFunction', 'The pool has no function that stores credentials.', 0);
  const { failed, text } = await invoke(
    place.functionArn,
    JSON.stringify({
      version: '1',
      region: pool.split('_')[0],
      userPoolId: pool,
      userName: person.username,
      callerContext: { awsSdkVersion: 'gatehouse-console', clientId: client },
      triggerSource: 'PostConfirmation_ConfirmSignUp',
      request: { userAttributes: { ...person.attributes, 'cognito:user_status': 'CONFIRMED' } },
      response: {},
    }),
  );
  if (failed) throw new Refused('FunctionFailed', `The function failed: ${text.slice(0, 300)}`, 0);
}

function guardKey(pool: string, username: string): string {
  return `person#${pool}#${username}`;
}

async function itemOf(TableName: string, authentication: string): Promise<Item | undefined> {
  const { Item } = await callJson<{ Item?: Item }>('dynamodb', 'GetItem', {
    TableName,
    Key: { authentication: { S: authentication } },
    ConsistentRead: true,
  });
  return Item;
}
