import { type AttributeValue, attribute, type Item } from '../values/attribute-value.ts';

/** Where a value lies in an item: an attribute's name, then names in maps and positions in lists. */
export type DocumentPath = readonly (string | number)[];

/** The value at a path; undefined when nothing is there. */
export function valueAt(path: DocumentPath, item: Item): AttributeValue | undefined {
  let value: AttributeValue | undefined = { M: item };
  for (const step of path) {
    if (value === undefined) return undefined;
    value = typeof step === 'number' ? value.L?.[step] : value.M && attribute(value.M, step);
  }
  return value;
}
