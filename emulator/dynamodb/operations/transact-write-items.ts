import type { CancellationReason } from '@aws-sdk/client-dynamodb';
import db, { type Item } from 'dynalite/db/index.js';
import { AwsError } from '../../edge/aws-error.ts';
import type { Call, Operation } from '../../edge/operation.ts';
import type { DynaliteOperation } from '../dynalite-operations.ts';
import { tableArn } from '../table-arns.ts';
import { promised, type Tables } from '../tables.ts';
import { cancelled, NONE } from '../transaction/cancelled.ts';
import { overlayStore, readItem, type Write } from '../transaction/overlay-store.ts';
import type { RecentTokens } from '../transaction/recent-tokens.ts';
import { withLocks } from '../transaction/with-locks.ts';

const KINDS = {
  Put: { operation: 'PutItem', permission: 'dynamodb:PutItem' },
  Update: { operation: 'UpdateItem', permission: 'dynamodb:UpdateItem' },
  Delete: { operation: 'DeleteItem', permission: 'dynamodb:DeleteItem' },
  // A condition is checked by a delete whose write is thrown away.
  ConditionCheck: { operation: 'DeleteItem', permission: 'dynamodb:ConditionCheckItem' },
} as const satisfies Record<string, { operation: DynaliteOperation; permission: string }>;

type Kind = keyof typeof KINDS;

interface Action {
  kind: Kind;
  table: string;
  key: string;
  input: Record<string, unknown>;
  /** Whether a failed condition shows the item that made it fail. */
  showItem: boolean;
}

const MEMBER = {
  TableName: true,
  ConditionExpression: true,
  ExpressionAttributeNames: true,
  ExpressionAttributeValues: true,
  ReturnValuesOnConditionCheckFailure: true,
} as const;

/**
 * TransactWriteItems: all of its actions or none. Actions on one item wait for each other, where AWS may also cancel one of them
 * with `TransactionConflict`; the outcome is one that AWS allows.
 */
export function transactWriteItems(tables: Tables, tokens: RecentTokens): Operation<object, object> {
  return {
    honours: {
      ClientRequestToken: true,
      ReturnConsumedCapacity: ['NONE'],
      ReturnItemCollectionMetrics: ['NONE'],
      TransactItems: {
        Put: { ...MEMBER, Item: true },
        Update: { ...MEMBER, Key: true, UpdateExpression: true },
        Delete: { ...MEMBER, Key: true },
        ConditionCheck: { ...MEMBER, Key: true },
      },
    } as Operation<object, object>['honours'],
    resource: () => [],
    async run(input, call) {
      const { TransactItems, ClientRequestToken } = input as {
        TransactItems?: unknown;
        ClientRequestToken?: string;
      };
      const requests = requestsOf(TransactItems);
      for (const { kind, input: action } of requests) {
        call.authorize(KINDS[kind].permission, tableArn(call as Call, String(action['TableName'])));
      }
      const answered = tokens.answered(ClientRequestToken, input);
      if (answered) return answered;
      const actions = await Promise.all(requests.map((request) => addressed(tables, request)));
      refuseDoubles(actions);
      await withLocks(tables.store, actions, async () => {
        const writes: Write[] = [];
        const reasons = await Promise.all(actions.map((action) => attempt(tables, action, writes)));
        if (reasons.some(({ Code }) => Code !== 'None')) throw cancelled(reasons);
        await promised<void>((callback) => tables.store.db.batch(writes, callback));
      });
      tokens.remember(ClientRequestToken, input, {});
      return {};
    },
  };
}

function requestsOf(items: unknown): { kind: Kind; input: Record<string, unknown> }[] {
  if (!Array.isArray(items) || items.length < 1 || items.length > 100) {
    const rule = Array.isArray(items)
      ? `Member must have length ${items.length < 1 ? 'greater than or equal to 1' : 'less than or equal to 100'}`
      : 'Member must not be null';
    const shown = Array.isArray(items) ? `'${JSON.stringify(items)}'` : 'null';
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value ${shown} at 'transactItems' failed to satisfy constraint: ${rule}`,
    );
  }
  return items.map((item: Record<string, Record<string, unknown> | undefined>) => {
    const kinds = (Object.keys(KINDS) as Kind[]).filter((kind) => item?.[kind]);
    const [kind] = kinds;
    if (!kind || kinds.length > 1) {
      throw new AwsError(
        'ValidationException',
        'TransactItems can only contain one of Check, Put, Update or Delete',
      );
    }
    return { kind, input: item[kind] ?? {} };
  });
}

async function addressed(
  tables: Tables,
  { kind, input }: { kind: Kind; input: Record<string, unknown> },
): Promise<Action> {
  const { ReturnValuesOnConditionCheckFailure, ...rest } = input;
  if (kind === 'ConditionCheck' && rest['ConditionExpression'] === undefined) {
    throw new AwsError('ValidationException', 'The expression can not be empty;');
  }
  tables.check(KINDS[kind].operation, rest);
  const table = await tables.table(String(rest['TableName']));
  const item = (kind === 'Put' ? rest['Item'] : rest['Key']) as Item;
  const invalid = kind === 'Put' ? db.validateItem(item, table) : db.validateKey(item, table);
  if (invalid) throw new AwsError('ValidationException', invalid.body?.message ?? '');
  return {
    kind,
    table: table.TableName,
    key: db.createKey(item, table),
    input: rest,
    showItem: ReturnValuesOnConditionCheckFailure === 'ALL_OLD',
  };
}

function refuseDoubles(actions: readonly Action[]): void {
  const seen = new Set(actions.map(({ table, key }) => `${table}~${key}`));
  if (seen.size === actions.length) return;
  throw new AwsError(
    'ValidationException',
    'Transaction request cannot include multiple operations on one item',
  );
}

async function attempt(tables: Tables, action: Action, writes: Write[]): Promise<CancellationReason> {
  const own: Write[] = [];
  try {
    await tables.run(KINDS[action.kind].operation, action.input, overlayStore(tables.store, own));
    if (action.kind !== 'ConditionCheck') writes.push(...own);
    return NONE;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (error.code === 'ConditionalCheckFailedException') {
      const item = action.showItem ? await readItem(tables.store, action.table, action.key) : undefined;
      return {
        Code: 'ConditionalCheckFailed',
        Message: 'The conditional request failed',
        ...(item && { Item: item as unknown as CancellationReason['Item'] }),
      };
    }
    if (error.code === 'ValidationException') return { Code: 'ValidationError', Message: error.message };
    throw error;
  }
}
