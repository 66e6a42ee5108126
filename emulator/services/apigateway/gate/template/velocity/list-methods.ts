import { isEqual } from './arithmetic.ts';
import type { Budget } from './budget.ts';
import { jsonText } from './java-text.ts';
import { elementOf } from './properties.ts';
import { TemplateError } from './template-error.ts';
import { numberOf, ownList } from './values.ts';

/** Java's list methods for templates. Throws TemplateError beyond a list's ends. */
export function listMethods(
  list: unknown[],
  budget: Budget,
): Readonly<Record<string, (...values: unknown[]) => unknown>> {
  const isSame = (item: unknown, wanted: unknown) =>
    typeof item === typeof wanted && isEqual(item, wanted, budget);
  const find = (wanted: unknown) => {
    budget.step(list.length);
    return list.findIndex((item) => isSame(item, wanted));
  };
  const holds = (items: unknown, item: unknown) => {
    if (!Array.isArray(items)) return false;
    budget.step(items.length);
    return items.some((other) => isSame(other, item));
  };
  /** Whether the list has changed. */
  const keep = (isKept: (item: unknown) => boolean) => {
    const kept = list.filter(isKept);
    const changed = kept.length < list.length;
    list.length = 0;
    for (const item of kept) list.push(item);
    return changed;
  };
  return {
    size: () => list.length,
    isEmpty: () => list.length === 0,
    get: (index) => elementOf(list, numberOf(index) ?? -1),
    contains: (wanted) => find(wanted) >= 0,
    containsAll: (wanted) => Array.isArray(wanted) && wanted.every((item) => find(item) >= 0),
    indexOf: find,
    lastIndexOf(wanted) {
      budget.step(list.length);
      return list.findLastIndex((item) => isSame(item, wanted));
    },
    equals: (other) => Array.isArray(other) && jsonText(list, budget) === jsonText(other, budget),
    add(first, second) {
      budget.step();
      if (second === undefined) list.push(first);
      else list.splice(numberOf(first) ?? list.length, 0, second);
      return second === undefined ? true : undefined;
    },
    addAll(items) {
      if (!Array.isArray(items)) return undefined;
      budget.step(items.length);
      for (const item of [...items]) list.push(item);
      return items.length > 0;
    },
    removeAll: (items) => keep((item) => !holds(items, item)),
    retainAll: (items) => keep((item) => holds(items, item)),
    set(index, value) {
      const at = numberOf(index) ?? -1;
      const before = elementOf(list, at);
      list[at] = value;
      return before;
    },
    remove(wanted) {
      const number = numberOf(wanted);
      const at = number ?? find(wanted);
      if (number !== undefined) elementOf(list, number);
      const [removed] = at >= 0 ? list.splice(at, 1) : [];
      return number === undefined ? at >= 0 : removed;
    },
    clear() {
      list.length = 0;
      return undefined;
    },
    subList(from, to) {
      const [start, end] = [numberOf(from) ?? 0, numberOf(to) ?? list.length];
      if (start < 0 || end > list.length || start > end)
        throw new TemplateError(`Range ${start} to ${end} out of bounds for length ${list.length}`);
      budget.step(end - start);
      return ownList(list.slice(start, end));
    },
  };
}
