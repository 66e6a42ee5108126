import type { Limits, Shape, Structure } from './shape.ts';
import { isArn, tableNameOf } from './table-name.ts';

/** How many broken limits AWS tells of at once. */
const MOST = 10;

/** AWS's sentence about all limits that a request breaks; undefined when it breaks none. */
export function brokenLimits(shape: Structure, data: Readonly<Record<string, unknown>>): string | undefined {
  const found: string[] = [];
  checkMembers(shape, data, '', found);
  if (found.length === 0) return undefined;
  return `${found.length} validation error${found.length > 1 ? 's' : ''} detected: ${found.join('; ')}`;
}

function checkMembers({ members }: Structure, data: object, path: string, found: string[]): void {
  for (const name in members) {
    const shape = members[name];
    if (shape) check(shape, (data as Record<string, unknown>)[name], `${path}${lowerFirst(name)}`, found);
  }
}

function check(shape: Shape, given: unknown, at: string, found: string[]): void {
  if (given === undefined || given === null) {
    if (shape.needed) report(found, 'null', at, 'Member must not be null');
    return;
  }
  for (const rule of brokenIn(shape, given)) report(found, shown(shape, given), at, rule);
  if (shape.type === 'Map') checkEntries(shape, given as object, at, found);
  if (shape.type === 'Structure') checkMembers(shape, given as object, `${at}.`, found);
  else if (shape.type === 'List' && shape.of.type !== 'Value')
    for (const [index, item] of (given as unknown[]).entries())
      check(shape.of, item, `${at}.${index + 1}.member`, found);
  else if (shape.type === 'Map' && shape.of.type !== 'Value')
    for (const [key, item] of Object.entries(given as object))
      check(shape.of, item, `${at}.${key}.member`, found);
}

function report(found: string[], value: string, at: string, rule: string): void {
  if (found.length < MOST) found.push(`Value ${value} at '${at}' failed to satisfy constraint: ${rule}`);
}

function brokenIn(shape: Shape, given: unknown): string[] {
  const { pattern, atLeast, atMost, oneOf, table } = shape;
  if (pattern === undefined && atLeast === undefined && atMost === undefined && !oneOf) return [];
  if (typeof given === 'number') return brokenRange(shape, given, 'value');
  if (table && typeof given === 'string' && isArn(given))
    return brokenIn({ ...shape, table: undefined }, tableNameOf(given));
  const size =
    typeof given === 'object' && !Array.isArray(given) ? Object.keys(given ?? {}).length : lengthOf(given);
  return [
    ...(pattern !== undefined && !matches(pattern, String(given)) ? [patternRule(pattern)] : []),
    ...brokenRange(shape, size, 'length'),
    ...(oneOf && !oneOf.includes(String(given))
      ? [`Member must satisfy enum value set: [${oneOf.join(', ')}]`]
      : []),
  ];
}

function brokenRange({ atLeast, atMost }: Limits, size: number, what: string): string[] {
  return [
    ...(atLeast !== undefined && size < atLeast
      ? [`Member must have ${what} greater than or equal to ${atLeast}`]
      : []),
    ...(atMost !== undefined && size > atMost
      ? [`Member must have ${what} less than or equal to ${atMost}`]
      : []),
  ];
}

/** Violations of a map's keys and values are reported for the map, with all their limits. */
function checkEntries(shape: Shape & { type: 'Map' }, map: object, at: string, found: string[]): void {
  const { keys, values } = shape;
  for (const [key, item] of Object.entries(map)) {
    if (keys && brokenIn({ type: 'String', ...keys }, key).length > 0)
      report(found, shown(shape, map), at, `Map keys must satisfy constraint: [${rulesOf(keys).join(', ')}]`);
    if (values && brokenIn({ ...shape.of, ...values }, item).length > 0)
      report(
        found,
        shown(shape, map),
        at,
        `Map value must satisfy constraint: [${rulesOf(values).join(', ')}]`,
      );
  }
}

function rulesOf({ atLeast, atMost, pattern }: Limits): string[] {
  return [
    `Member must have length less than or equal to ${atMost}`,
    `Member must have length greater than or equal to ${atLeast}`,
    ...(pattern === undefined ? [] : [patternRule(pattern)]),
  ];
}

function patternRule(pattern: string): string {
  return `Member must satisfy regular expression pattern: ${pattern}`;
}

const compiled = new Map<string, RegExp>();

function matches(pattern: string, text: string): boolean {
  let regular = compiled.get(pattern);
  if (!regular) {
    regular = new RegExp(`^${pattern}$`);
    compiled.set(pattern, regular);
  }
  return regular.test(text);
}

function lengthOf(given: unknown): number {
  return (given as { length?: number }).length ?? 0;
}

function shown(shape: Shape, given: unknown): string {
  return `'${display(shape, given)}'`;
}

/** A value as AWS writes it: lists in brackets, structures in lists as Java writes its objects. */
function display(shape: Shape, given: unknown): string {
  if (Array.isArray(given)) {
    const inner = shape.type === 'List' ? shape.of : shape;
    return `[${given.map((item) => display(inner, item)).join(', ')}]`;
  }
  if (shape.type === 'Structure' && typeof given === 'object' && given !== null) {
    const members = Object.entries(shape.members).flatMap(([name, member]) => {
      const value = (given as Record<string, unknown>)[name];
      return value === undefined ? [] : [`${lowerFirst(name)}=${display(member, value)}`];
    });
    return `${shape.name}(${members.join(', ')})`;
  }
  if (shape.type === 'Map' && shape.of.type !== 'Value')
    return `{${Object.entries(given as object)
      .map(([key, item]) => `${key}=${display(shape.of, item)}`)
      .join(', ')}}`;
  return typeof given === 'object' && given !== null ? JSON.stringify(given) : String(given);
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
