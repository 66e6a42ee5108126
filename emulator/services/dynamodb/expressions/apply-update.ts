import type { Item } from '../values/attribute-value.ts';
import { invalid } from './invalid-expression.ts';
import { project } from './projection.ts';
import { type UpdateAction, updated } from './update.ts';

/** An item after an update, and its changed parts: old and new; undefined if there is nothing to show. */
export interface UpdateOutcome {
  readonly item: Item;
  readonly updatedOld: Item | undefined;
  readonly updatedNew: Item | undefined;
}

/** Updates an item, or a new one with only its key. The given item does not change. Throws AwsError `ValidationException`. */
export function applyUpdate(
  update: readonly UpdateAction[],
  before: Item | undefined,
  key: Item,
): UpdateOutcome {
  const item = updated(before ?? key, update);
  const paths = update.map(({ path }) => path);
  return {
    item,
    get updatedOld() {
      return before && shown(project(before, paths));
    },
    get updatedNew() {
      return shown(project(item, paths));
    },
  };
}

function shown(item: Item): Item | undefined {
  return Object.keys(item).length > 0 ? item : undefined;
}

/** Rejects an update of an attribute of the key. Throws AwsError `ValidationException`. */
export function refuseKeyUpdates(update: readonly UpdateAction[], keyNames: readonly string[]): void {
  for (const name of keyNames) {
    if (!update.some(({ path }) => path[0] === name)) continue;
    throw invalid(
      `One or more parameter values were invalid: Cannot update attribute ${name}. This attribute is part of the key`,
    );
  }
}
