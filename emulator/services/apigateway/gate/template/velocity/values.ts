import { isHostObject } from './host-object.ts';

/** A Java Double: it prints its fraction even if that is zero. */
export interface Double {
  readonly double: number;
}

const doubles = new WeakSet<object>();

/** Makes a Double. */
export function double(value: number): Double {
  const made = Object.freeze({ double: value });
  doubles.add(made);
  return made;
}

/** Whether a value is a Double that {@link double} made. */
export function isDouble(value: unknown): value is Double {
  return typeof value === 'object' && value !== null && doubles.has(value);
}

/** A number of either kind; undefined for anything else. */
export function numberOf(value: unknown): number | undefined {
  if (isDouble(value)) return value.double;
  return typeof value === 'number' ? value : undefined;
}

export type JavaMap = Record<string, unknown>;

/** Whether a value is a map: a template's own, or a JSON object. */
export function isMap(value: unknown): value is JavaMap {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !doubles.has(value) &&
    !isHostObject(value)
  );
}

/** Sets a map's entry, whatever its key. */
export function putEntry(map: JavaMap, key: string, value: unknown): void {
  Object.defineProperty(map, key, { value, writable: true, enumerable: true, configurable: true });
}

/** A map's entry; undefined if there is none. */
export function entryOf(map: JavaMap, key: string): unknown {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

/** Lists that a template made. They print like Java's; those from JSON print as JSON (recorded on AWS). */
const made = new WeakSet<object>();

/** Marks a list as a template's own. */
export function ownList(items: unknown[]): unknown[] {
  made.add(items);
  return items;
}

/** Whether a list is a template's own. */
export function isOwnList(items: readonly unknown[]): boolean {
  return made.has(items);
}

/** Whether a condition holds: everything but `false` does, also the empty text and undefined values (recorded on AWS). */
export function isTrue(value: unknown): boolean {
  return value !== false;
}
