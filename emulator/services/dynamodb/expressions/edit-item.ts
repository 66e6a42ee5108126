import { type AttributeValue, attribute, copyOf, type Item } from '../values/attribute-value.ts';
import type { DocumentPath } from './document-path.ts';
import { invalid } from './invalid-expression.ts';

/** The new value of a path, or nothing. */
export interface Edit {
  readonly path: DocumentPath;
  readonly value: AttributeValue | undefined;
}

/** The edits below one place, by the next step of their paths. A leaf is an edit of that place itself. */
type Steps = Map<string | number, Steps | { readonly value: AttributeValue | undefined }>;

/**
 * An item with all edits made at once. Positions in lists are the old item's; elements beyond a list's end are appended, in the order of
 * the positions. Throws AwsError `ValidationException` if a path goes through a missing value.
 */
export function editItem(item: Item, edits: readonly Edit[]): Item {
  const steps: Steps = new Map();
  for (const edit of edits) plant(steps, edit);
  return editMap(item, steps);
}

function plant(steps: Steps, { path, value }: Edit): void {
  let place = steps;
  for (const step of path.slice(0, -1)) {
    const next = place.get(step) ?? new Map();
    if (!(next instanceof Map)) throw new Error('Two paths of an update lie within each other.');
    place.set(step, next);
    place = next;
  }
  place.set(path.at(-1) ?? '', { value });
}

function editMap(map: Item, steps: Steps): Item {
  const copy = copyOf(map);
  for (const [name, step] of steps) {
    const value = step instanceof Map ? editWithin(attribute(map, String(name)), step) : step.value;
    if (value) copy[name] = value;
    else delete copy[name];
  }
  return copy;
}

function editList(list: readonly AttributeValue[], steps: Steps): AttributeValue[] {
  const copy: (AttributeValue | undefined)[] = [...list];
  for (const [position, step] of [...steps].sort(([a], [b]) => Number(a) - Number(b))) {
    const index = Number(position);
    const value = step instanceof Map ? editWithin(list[index], step) : step.value;
    if (index < list.length) copy[index] = value;
    else copy.push(value);
  }
  return copy.filter((value) => value !== undefined);
}

/** Makes edits in a list or map, whichever their paths expect. */
function editWithin(value: AttributeValue | undefined, steps: Steps): AttributeValue {
  const inList = [...steps.keys()].every((step) => typeof step === 'number');
  if (inList && value?.L) return { L: editList(value.L, steps) };
  if (!inList && value?.M) return { M: editMap(value.M, steps) };
  throw invalid('The document path provided in the update expression is invalid for update');
}
