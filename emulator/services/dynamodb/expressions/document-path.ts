import { type AttributeValue, attribute, type Item } from '../values/attribute-value.ts';

/** The place of a value in an item: an attribute's name, then names in maps and positions in lists. */
export type DocumentPath = readonly (string | number)[];

/** The value at a path; undefined if there is none. */
export function valueAt(path: DocumentPath, item: Item): AttributeValue | undefined {
  const [first] = path;
  let value = typeof first === 'string' ? attribute(item, first) : undefined;
  for (let index = 1; index < path.length && value !== undefined; index += 1) {
    const step = path[index];
    value = typeof step === 'number' ? value.L?.[step] : value.M && attribute(value.M, String(step));
  }
  return value;
}
