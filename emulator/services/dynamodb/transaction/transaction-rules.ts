import { dynaliteOperations } from '../dynalite-operations.ts';
import { FAILURE_VALUES } from '../operations/item-operation.ts';
import type { Rules } from '../rules.ts';

/** What a transaction can do to an item: dynalite's operation for it, and the permission it needs. */
export const WRITE_KINDS = {
  // A condition is checked by a delete whose write is thrown away.
  ConditionCheck: { operation: 'DeleteItem', permission: 'dynamodb:ConditionCheckItem' },
  Put: { operation: 'PutItem', permission: 'dynamodb:PutItem' },
  Delete: { operation: 'DeleteItem', permission: 'dynamodb:DeleteItem' },
  Update: { operation: 'UpdateItem', permission: 'dynamodb:UpdateItem' },
} as const;

export type WriteKind = keyof typeof WRITE_KINDS;

/** The kinds of an action's members that are there. */
export function kindsOf(action: object): WriteKind[] {
  return (Object.keys(WRITE_KINDS) as WriteKind[]).filter((kind) => kind in action);
}

type Types = Record<string, unknown>;

const CAPACITY = { type: 'String', enum: ['INDEXES', 'TOTAL', 'NONE'] };

const CONDITION = ['ConditionExpression', 'ExpressionAttributeNames', 'ExpressionAttributeValues'];

function member(name: string, types: Types, keys: readonly string[], more: Types = {}) {
  const picked = Object.fromEntries(['TableName', ...keys].map((key) => [key, types[key]]));
  return { type: `FieldStruct<${name}>`, children: { ...picked, ...more } };
}

function actions(name: string, children: object) {
  return {
    type: 'List',
    notNull: true,
    lengthGreaterThanOrEqual: 1,
    lengthLessThanOrEqual: 100,
    children: { type: `ValueStruct<${name}>`, children },
  };
}

const { PutItem, DeleteItem, UpdateItem, GetItem } = dynaliteOperations;
const failure = { ReturnValuesOnConditionCheckFailure: FAILURE_VALUES };
const needed = (key: string) => ({ [key]: { type: 'String', notNull: true } });

/** The rules of TransactWriteItems, made of those of the single writes. The parsed expressions stay in each member. */
export const transactWriteRules: Rules = {
  types: {
    ClientRequestToken: { type: 'String', lengthGreaterThanOrEqual: 1, lengthLessThanOrEqual: 36 },
    ReturnConsumedCapacity: CAPACITY,
    ReturnItemCollectionMetrics: { type: 'String', enum: ['SIZE', 'NONE'] },
    TransactItems: actions('TransactWriteItem', {
      ConditionCheck: member('ConditionCheck', DeleteItem.rules.types, ['Key', ...CONDITION], {
        ...failure,
        ...needed('ConditionExpression'),
      }),
      Put: member('Put', PutItem.rules.types, ['Item', ...CONDITION], failure),
      Delete: member('Delete', DeleteItem.rules.types, ['Key', ...CONDITION], failure),
      Update: member('Update', UpdateItem.rules.types, ['Key', ...CONDITION], {
        ...failure,
        ...needed('UpdateExpression'),
      }),
    }),
  },
  custom(data, store) {
    for (const action of data['TransactItems'] as Record<string, Record<string, unknown>>[]) {
      const [kind, ...others] = kindsOf(action);
      if (others.length > 0) return 'TransactItems can only contain one of Check, Put, Update or Delete';
      if (!kind)
        return 'Invalid Request: TransactWriteRequest should contain Delete or Put or Update request';
      const broken = dynaliteOperations[WRITE_KINDS[kind].operation].rules.custom?.(
        action[kind] ?? {},
        store,
      );
      if (broken) return broken;
    }
    return undefined;
  },
};

/** The rules of TransactGetItems. */
export const transactGetRules: Rules = {
  types: {
    ReturnConsumedCapacity: CAPACITY,
    TransactItems: actions('TransactGetItem', {
      Get: {
        ...member('Get', GetItem.rules.types, ['Key', 'ProjectionExpression', 'ExpressionAttributeNames']),
        notNull: true,
      },
    }),
  },
  custom(data, store) {
    for (const { Get = {} } of data['TransactItems'] as { Get?: Record<string, unknown> }[]) {
      const broken = GetItem.rules.custom?.(Get, store);
      if (broken) return broken;
    }
    return undefined;
  },
};
