import type { CancellationReason } from '@aws-sdk/client-dynamodb';
import type { Item } from 'dynalite/db/index.js';
import { AwsError } from '../../../edge/aws-error.ts';
import type { Operation } from '../../../edge/operation.ts';
import { conditionKeys } from '../condition-keys.ts';
import type { LoggedWrite } from '../streams/change-log.ts';
import { tableArn } from '../table-arns.ts';
import type { Tables } from '../tables.ts';
import { addressesOf } from '../transaction/addresses.ts';
import { cancelled, NONE } from '../transaction/cancelled.ts';
import { consumedBy } from '../transaction/consumed-capacity.ts';
import { CONFLICT } from '../transaction/ongoing.ts';
import { digestOf } from '../transaction/recent-tokens.ts';
import {
  kindsOf,
  transactWriteRules,
  WRITE_KINDS,
  type WriteKind,
} from '../transaction/transaction-rules.ts';
import type { Item as StoredItem } from '../values/attribute-value.ts';
import { itemSize } from '../values/size.ts';

/** The most that a transaction's items may be together, in bytes (API reference, TransactWriteItems). */
const MAX_BYTES = 4 * 1024 * 1024;

const ENCLOSING = { 'dynamodb:EnclosingOperation': 'TransactWriteItems' };

interface Action {
  kind: WriteKind;
  data: Record<string, unknown> & { TableName: string; Item?: Item; Key?: Item };
}

interface Attempt {
  reason: CancellationReason;
  writes: LoggedWrite[];
  answer: object;
}

const MEMBER = {
  TableName: true,
  ConditionExpression: true,
  ExpressionAttributeNames: true,
  ExpressionAttributeValues: true,
  ReturnValuesOnConditionCheckFailure: true,
} as const;

/**
 * TransactWriteItems: all of its actions or none, in one batch of the store. Cancelled with a reason for each action when a
 * condition does not hold, an action cannot be done, or another transaction is about one of the items.
 */
export function transactWriteItems(tables: Tables): Operation<object, object> {
  return {
    honours: {
      ClientRequestToken: true,
      ReturnConsumedCapacity: true,
      ReturnItemCollectionMetrics: ['NONE'],
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
      const checked = tables.check(transactWriteRules, input);
      const { ClientRequestToken: token, ReturnConsumedCapacity: wish } = checked as Record<string, string>;
      const actions = (checked['TransactItems'] as Record<string, Action['data']>[]).map(actionOf);
      for (const { kind, data } of actions) {
        const keys = { ...conditionKeys(tables, kind, data), ...ENCLOSING };
        call.authorize(WRITE_KINDS[kind].permission, tableArn(call, data.TableName), keys);
      }
      const known = token === undefined ? undefined : tables.tokens.answered(token, digest);
      if (known) return known;
      const items = addressesOf(
        tables,
        actions.map(({ data }) => ({ table: data.TableName, item: data.Item, key: data.Key })),
      );
      refuseConflicts(tables, items);
      return tables.ongoing.during(items, token, async () => {
        const release = await tables.locks.takeAll(items);
        try {
          const attempts = await Promise.all(actions.map((action) => attempt(tables, action)));
          const reasons = attempts.map(({ reason }) => reason);
          if (reasons.some(({ Code }) => Code !== 'None')) throw cancelled(reasons);
          refuseTooLarge(actions, attempts);
          const answers = attempts.map(({ answer }) => answer);
          const answer = { ConsumedCapacity: consumedBy(answers, wish, 'WriteCapacityUnits') };
          const remembered = token === undefined ? undefined : tables.tokens.remember(token, digest, answer);
          const writes = attempts.flatMap((one) => one.writes);
          await tables.log.commit([...writes, ...(remembered?.writes ?? [])]);
          remembered?.done();
          return answer;
        } finally {
          release();
        }
      });
    },
  };
}

function actionOf(members: Record<string, Action['data']>): Action {
  const [kind] = kindsOf(members);
  const data = kind && members[kind];
  if (!kind || !data) throw new Error('The rules let an action without a kind through.');
  return { kind, data };
}

function refuseConflicts({ ongoing }: Pick<Tables, 'ongoing'>, items: readonly string[]): void {
  if (!items.some((item) => ongoing.has(item))) return;
  throw cancelled(
    items.map((item) => (ongoing.has(item) ? { Code: 'TransactionConflict', Message: CONFLICT } : NONE)),
  );
}

/** Does an action without writing, by dynalite's own operation: its writes mean exactly what a single write's would. */
async function attempt(tables: Tables, { kind, data }: Action): Promise<Attempt> {
  const writes: LoggedWrite[] = [];
  let found: Item | undefined;
  const onRead = (item: Item | undefined) => {
    found = item;
  };
  try {
    const wanted = { ...data, ReturnConsumedCapacity: 'TOTAL' };
    const answer = await tables.act(WRITE_KINDS[kind].operation, wanted, { writes, onRead });
    return { reason: NONE, writes: kind === 'ConditionCheck' ? [] : writes, answer };
  } catch (error) {
    const reason = error instanceof AwsError ? reasonOf(error) : undefined;
    if (!reason) throw error;
    const shown =
      reason.Code === 'ConditionalCheckFailed' && data['ReturnValuesOnConditionCheckFailure'] === 'ALL_OLD';
    const Item = (shown ? found : undefined) as CancellationReason['Item'];
    return { reason: { ...reason, ...(Item && { Item }) }, writes: [], answer: {} };
  }
}

function reasonOf({ code, message }: AwsError): CancellationReason | undefined {
  if (code === 'ConditionalCheckFailedException') return { Code: 'ConditionalCheckFailed', Message: message };
  return code === 'ValidationException' ? { Code: 'ValidationError', Message: message } : undefined;
}

function refuseTooLarge(actions: readonly Action[], attempts: readonly Attempt[]): void {
  const sizes = actions.map(({ kind, data }, index) => {
    const written = attempts[index]?.writes.find(({ key }) => key.startsWith('item~'));
    const item = kind === 'Update' && written?.type === 'put' ? (written.value as Item) : data.Item;
    return itemSize((item ?? data.Key ?? {}) as StoredItem);
  });
  if (sizes.reduce((sum, size) => sum + size, 0) <= MAX_BYTES) return;
  throw new AwsError('ValidationException', 'Transaction item size has exceeded the 4 MB limit');
}
