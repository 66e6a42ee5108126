import type { Operation } from '../../../edge/operation.ts';
import { conditionKeys } from '../condition-keys.ts';
import type { Attempt } from '../items/attempt-write.ts';
import { type Units, writeUnits } from '../items/consumed-capacity.ts';
import { itemCollectionMetrics } from '../items/item-collection.ts';
import { checked } from '../rules/checked.ts';
import { transactWriteItemsShape } from '../rules/item-shapes.ts';
import { itemKey } from '../storage/item-keys.ts';
import { tableArn } from '../table-arns.ts';
import type { Tables } from '../tables.ts';
import { type Address, addressesOf } from '../transaction/addresses.ts';
import { attemptAll, refuseTooLarge } from '../transaction/attempt-all.ts';
import { cancelled, NONE } from '../transaction/cancelled.ts';
import { CONFLICT } from '../transaction/ongoing.ts';
import { digestOf } from '../transaction/recent-tokens.ts';
import { type Action, actionsOf, type TransactItem } from '../transaction/transact-action.ts';
import { transactCapacity } from '../transaction/transact-capacity.ts';
import { refuseThrottled, spendTwice } from '../transaction/transact-throughput.ts';

const ENCLOSING = { 'dynamodb:EnclosingOperation': 'TransactWriteItems' };

interface Request {
  readonly TransactItems: readonly TransactItem[];
  readonly ClientRequestToken?: string;
  readonly ReturnConsumedCapacity?: string;
  readonly ReturnItemCollectionMetrics?: string;
}

const MEMBER = {
  TableName: true,
  ConditionExpression: true,
  ExpressionAttributeNames: true,
  ExpressionAttributeValues: true,
  ReturnValuesOnConditionCheckFailure: true,
} as const;

/**
 * TransactWriteItems: all actions or none, in one batch of the store. Cancelled with a reason for each action if a condition fails, an
 * action is impossible, or another transaction holds one of the items.
 */
export function transactWriteItems(tables: Tables): Operation<object, object> {
  return {
    honours: {
      ClientRequestToken: true,
      ReturnConsumedCapacity: true,
      ReturnItemCollectionMetrics: true,
      TransactItems: {
        Put: { ...MEMBER, Item: true },
        Update: { ...MEMBER, Key: true, UpdateExpression: true },
        Delete: { ...MEMBER, Key: true },
        ConditionCheck: { ...MEMBER, Key: true },
      },
    } as Operation<object, object>['honours'],
    // Each action needs its own permission; there is none for the whole.
    resource: () => [],
    async run(input, call) {
      const digest = digestOf(input);
      const request = checked<Request>(transactWriteItemsShape, input);
      const token = request.ClientRequestToken;
      const actions = actionsOf(request.TransactItems);
      for (const { kind, permission, request: asked } of actions) {
        const keys = { ...conditionKeys(tables, kind, asked), ...ENCLOSING };
        call.authorize(permission, tableArn(call, asked.TableName), keys);
      }
      const known = token === undefined ? undefined : tables.tokens.answered(token, digest);
      if (known) return known;
      const addresses = addressesOf(tables, actions.map(targetOf));
      const places = addresses.map(({ key }) => key);
      refuseConflicts(tables, places);
      return tables.ongoing.during(places, token, async () => {
        const release = await tables.locks.takeAll(places);
        try {
          const attempts = await attemptAll(tables, actions, addresses);
          refuseTooLarge(actions, attempts);
          refuseThrottled(tables, addresses, 'write', attempts);
          spendTwice(tables, addresses, attempts.map(unitsOf), 'write');
          const answer = await answerOf(tables, request, actions, attempts);
          const remembered = token === undefined ? undefined : tables.tokens.remember(token, digest, answer);
          const lasting = attempts.filter((_, index) => actions[index]?.kind !== 'ConditionCheck');
          await tables.items.commit({
            changes: lasting.filter(({ writes }) => writes.length > 0).map(({ change }) => change),
            writes: [...lasting.flatMap(({ writes }) => writes), ...(remembered?.writes ?? [])],
          });
          remembered?.done();
          return answer;
        } finally {
          release();
        }
      });
    },
  };
}

function targetOf({ write }: Action) {
  return {
    table: write.table,
    keyed: write.keyed,
    place(table: Address['table']) {
      write.check(table);
      return itemKey(table, write.keyed);
    },
  };
}

function refuseConflicts({ ongoing }: Pick<Tables, 'ongoing'>, places: readonly string[]): void {
  if (!places.some((place) => ongoing.has(place))) return;
  throw cancelled(
    places.map((place) => (ongoing.has(place) ? { Code: 'TransactionConflict', Message: CONFLICT } : NONE)),
  );
}

function unitsOf({ change, indexes }: Attempt): Units {
  return writeUnits(change.before, change.after, indexes);
}

async function answerOf(
  { level }: Pick<Tables, 'level'>,
  { ReturnConsumedCapacity, ReturnItemCollectionMetrics }: Request,
  actions: readonly Action[],
  attempts: readonly Attempt[],
): Promise<object> {
  const capacity = transactCapacity(
    attempts.map((attempt) => ({ table: attempt.change.table.name, units: unitsOf(attempt) })),
    ReturnConsumedCapacity,
    'WriteCapacityUnits',
  );
  const metrics: Record<string, object[]> = {};
  for (const [index, { change }] of attempts.entries()) {
    const { table } = change;
    const keyed = actions[index]?.write.keyed ?? {};
    const one = await itemCollectionMetrics(level, ReturnItemCollectionMetrics, table, keyed);
    if (one) metrics[table.name] = [...(metrics[table.name] ?? []), one];
  }
  return {
    ...(capacity && { ConsumedCapacity: capacity }),
    ...(Object.keys(metrics).length > 0 && { ItemCollectionMetrics: metrics }),
  };
}
