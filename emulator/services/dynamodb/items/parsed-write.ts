import { bindingsOf, refuseUnused } from '../expressions/bindings.ts';
import { checkExpected } from '../expressions/check-legacy-conditions.ts';
import type { Condition } from '../expressions/condition.ts';
import { parseCondition } from '../expressions/condition-expression.ts';
import { invalid } from '../expressions/invalid-expression.ts';
import { fromLegacy } from '../expressions/legacy-condition.ts';
import type { UpdateAction } from '../expressions/update.ts';
import { parseUpdate } from '../expressions/update-expression.ts';
import type { TableShape } from '../table-shape.ts';
import type { Item } from '../values/attribute-value.ts';
import { itemSize, MAX_ITEM_BYTES } from '../values/size.ts';
import { checkItem, checkKey, checkValues } from './check-keys.ts';
import { refuseMixed } from './refuse-mixed.ts';
import type { DeleteRequest, PutRequest, WriteRequest } from './request.ts';

/** The result of a write: the new item, undefined if there is none; and the client's answer. */
export interface Outcome {
  readonly after: Item | undefined;
  readonly shown?: Item | undefined;
}

/** A write of one item, checked as far as possible without its table. */
export interface ParsedWrite {
  readonly table: string;
  /** The item or key that says which item is written. */
  readonly keyed: Item;
  /** What must hold for the item, or for none. */
  readonly condition: Condition | undefined;
  /** The item that made the condition fail is shown. */
  readonly showsFailure: boolean;
  /** Rejects what does not fit the table. Throws AwsError `ValidationException`. */
  check(table: TableShape): void;
  /** Throws AwsError `ValidationException`. */
  next(before: Item | undefined, table: TableShape): Outcome;
}

const WRITE = { expressions: ['ConditionExpression'], legacy: ['Expected'] };

/** Reads a put. Throws AwsError `ValidationException`. */
export function parsePut(request: PutRequest): ParsedWrite {
  const { Item: item, ReturnValues } = request;
  refuseMixed(request, WRITE);
  checkValues(item);
  refuseNewValues(ReturnValues);
  if (itemSize(item) > MAX_ITEM_BYTES) throw invalid('Item size has exceeded the maximum allowed size');
  return {
    ...parsedCondition(request),
    keyed: item,
    check: (table) => checkItem(table, item),
    next: (before) => ({ after: item, shown: ReturnValues === 'ALL_OLD' ? before : undefined }),
  };
}

/** Reads a delete. Throws AwsError `ValidationException`. */
export function parseDelete(request: DeleteRequest): ParsedWrite {
  const { Key: key, ReturnValues } = request;
  refuseMixed(request, WRITE);
  checkValues(key);
  refuseNewValues(ReturnValues);
  return {
    ...parsedCondition(request),
    keyed: key,
    check: (table) => checkKey(table, key),
    next: (before) => ({ after: undefined, shown: ReturnValues === 'ALL_OLD' ? before : undefined }),
  };
}

/** A put or a delete shows what was there, or nothing. */
function refuseNewValues(wish: string | undefined): void {
  if (wish !== undefined && wish !== 'ALL_OLD' && wish !== 'NONE')
    throw invalid('ReturnValues can only be ALL_OLD or NONE');
}

type Guarded = Pick<ParsedWrite, 'table' | 'condition' | 'showsFailure'>;

/**
 * The condition of a write, and its update where it has one. Throws AwsError `ValidationException`, also for names and values that
 * neither uses.
 */
export function parsedCondition(request: WriteRequest & { UpdateExpression?: string }): Guarded & {
  update: readonly UpdateAction[] | undefined;
} {
  const { ConditionExpression, UpdateExpression, Expected, ConditionalOperator } = request;
  if (Expected) checkExpected(Expected);
  const guarded = {
    table: request.TableName,
    showsFailure: request.ReturnValuesOnConditionCheckFailure === 'ALL_OLD',
  };
  if (ConditionExpression === undefined && UpdateExpression === undefined) {
    const condition = Expected && fromLegacy(Expected, ConditionalOperator);
    return { ...guarded, condition, update: undefined };
  }
  const bindings = bindingsOf(request);
  const update = UpdateExpression === undefined ? undefined : parseUpdate(UpdateExpression, bindings);
  const condition =
    ConditionExpression === undefined
      ? undefined
      : parseCondition(ConditionExpression, 'ConditionExpression', bindings);
  refuseUnused(bindings);
  return { ...guarded, condition, update };
}
