import type { Budget } from './budget.ts';
import { isHostObject } from './host-object.ts';
import { javaText } from './java-text.ts';
import { TemplateError } from './template-error.ts';
import { entryOf, isMap, numberOf } from './values.ts';

/** `$value.name`: a map's entry, or a Java getter. Undefined if there is none. */
export function propertyOf(value: unknown, name: string): unknown {
  if (isHostObject(value)) return entryOf({ ...value.properties }, name);
  if (isMap(value)) return entryOf(value, name);
  if (name === 'empty' && (typeof value === 'string' || Array.isArray(value))) return value.length === 0;
  return undefined;
}

/** `$value[index]`: a list's element, from its end for a negative index, or a map's entry. Throws TemplateError beyond a list. */
export function indexOf(value: unknown, index: unknown, budget: Budget): unknown {
  if (isHostObject(value)) return propertyOf(value, javaText(index, budget));
  if (isMap(value)) return entryOf(value, javaText(index, budget));
  if (!Array.isArray(value)) return undefined;
  const number = numberOf(index);
  if (number === undefined) return undefined;
  return elementOf(value, number < 0 ? number + value.length : number);
}

/** An element of a list; throws TemplateError, as Java's `get` throws IndexOutOfBoundsException. */
export function elementOf(list: readonly unknown[], index: number): unknown {
  if (!(Number.isInteger(index) && index >= 0 && index < list.length))
    throw new TemplateError(`Index ${index} out of bounds for length ${list.length}`);
  return list[index];
}
