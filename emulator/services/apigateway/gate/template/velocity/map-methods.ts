import { isEqual } from './arithmetic.ts';
import type { Budget } from './budget.ts';
import { hostObject } from './host-object.ts';
import { javaText } from './java-text.ts';
import { entryOf, isMap, type JavaMap, ownList, putEntry } from './values.ts';

/** Java's map methods for templates. */
export function mapMethods(
  map: JavaMap,
  budget: Budget,
): Readonly<Record<string, (...values: unknown[]) => unknown>> {
  const keyOf = (key: unknown) => javaText(key, budget);
  const all = () => {
    const entries = Object.entries(map);
    budget.step(entries.length);
    return entries;
  };
  return {
    get: (key) => entryOf(map, keyOf(key)),
    getOrDefault: (key, other) => (Object.hasOwn(map, keyOf(key)) ? entryOf(map, keyOf(key)) : other),
    containsKey: (key) => Object.hasOwn(map, keyOf(key)),
    containsValue: (value) => all().some(([, item]) => isEqual(item, value, budget)),
    size: () => all().length,
    isEmpty: () => all().length === 0,
    keySet: () => ownList(all().map(([key]) => key)),
    values: () => ownList(all().map(([, value]) => value)),
    entrySet: () => ownList(all().map(([key, value]) => entryObject(key, value, budget))),
    put(key, value) {
      const before = entryOf(map, keyOf(key));
      putEntry(map, keyOf(key), value);
      return before;
    },
    putIfAbsent(key, value) {
      const before = entryOf(map, keyOf(key));
      if (before === undefined) putEntry(map, keyOf(key), value);
      return before;
    },
    putAll(other) {
      if (!isMap(other)) return undefined;
      budget.step(Object.keys(other).length);
      for (const [key, value] of Object.entries(other)) putEntry(map, key, value);
      return undefined;
    },
    remove(key) {
      const before = entryOf(map, keyOf(key));
      delete map[keyOf(key)];
      return before;
    },
    clear() {
      for (const [key] of all()) delete map[key];
      return undefined;
    },
  };
}

function entryObject(key: string, value: unknown, budget: Budget): unknown {
  return hostObject({
    name: `${key}=${javaText(value, budget)}`,
    properties: { key, value },
    methods: { getKey: () => key, getValue: () => value },
  });
}
