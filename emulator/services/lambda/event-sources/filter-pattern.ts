/** Whether a record matches a pattern. */
export type Filter = (record: unknown) => boolean;

type Rule = (value: unknown) => boolean;

/**
 * Makes a filter from a pattern (Lambda developer guide, "Filter rule syntax"): objects must match in each member, lists name possible
 * values. Undefined for an invalid pattern.
 */
export function compileFilter(text: string): Filter | undefined {
  try {
    const pattern: unknown = JSON.parse(text);
    return isObject(pattern) ? objectFilter(pattern) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof BrokenPattern) return undefined;
    throw error;
  }
}

class BrokenPattern extends Error {}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objectFilter(pattern: Record<string, unknown>): Filter {
  const parts = Object.entries(pattern).map(([name, rule]): Filter => {
    if (name === '$or') return anyOf(rule);
    const inner = memberFilter(rule);
    return (record) => inner(isObject(record) && Object.hasOwn(record, name) ? record[name] : undefined);
  });
  return (record) => parts.every((part) => part(record));
}

function anyOf(rules: unknown): Filter {
  if (!Array.isArray(rules) || !rules.every(isObject)) throw new BrokenPattern();
  const filters = rules.map(objectFilter);
  return (record) => filters.some((filter) => filter(record));
}

function memberFilter(rule: unknown): Filter {
  if (isObject(rule)) return objectFilter(rule);
  if (!Array.isArray(rule) || rule.length === 0) throw new BrokenPattern();
  const rules = rule.map(ruleFor);
  // Of a list, one member must match.
  return (value) => (Array.isArray(value) ? value : [value]).some((one) => rules.some((fits) => fits(one)));
}

function ruleFor(rule: unknown): Rule {
  if (rule === null || typeof rule === 'string' || typeof rule === 'number' || typeof rule === 'boolean')
    return (value) => value === rule;
  if (!isObject(rule)) throw new BrokenPattern();
  const [[name, argument] = [], ...others] = Object.entries(rule);
  if (name === undefined || others.length > 0) throw new BrokenPattern();
  const make = Object.hasOwn(COMPARISONS, name) ? COMPARISONS[name] : undefined;
  if (!make) throw new BrokenPattern();
  return make(argument);
}

const COMPARISONS: Readonly<Record<string, (argument: unknown) => Rule>> = {
  prefix: (argument) => onText(argument, (value, text) => value.startsWith(text)),
  suffix: (argument) => onText(argument, (value, text) => value.endsWith(text)),
  'equals-ignore-case': (argument) =>
    onText(argument, (value, text) => value.toLowerCase() === text.toLowerCase()),
  exists(argument) {
    if (typeof argument !== 'boolean') throw new BrokenPattern();
    return (value) => (value !== undefined) === argument;
  },
  'anything-but'(argument) {
    if (isObject(argument)) {
      const rule = ruleFor(argument);
      return (value) => value !== undefined && !rule(value);
    }
    const rules = (Array.isArray(argument) ? argument : [argument]).map(ruleFor);
    return (value) => value !== undefined && !rules.some((fits) => fits(value));
  },
  numeric: numericRule,
};

function onText(argument: unknown, fits: (value: string, text: string) => boolean): Rule {
  if (typeof argument !== 'string') throw new BrokenPattern();
  return (value) => typeof value === 'string' && fits(value, argument);
}

const ORDERS: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  '=': (left, right) => left === right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

/** `["numeric", [">", 0, "<=", 5]]`: one or two comparisons. */
function numericRule(argument: unknown): Rule {
  if (!Array.isArray(argument) || (argument.length !== 2 && argument.length !== 4)) throw new BrokenPattern();
  const rules = Array.from({ length: argument.length / 2 }, (_, index) => {
    const [sign, bound] = argument.slice(2 * index, 2 * index + 2);
    const holds = typeof sign === 'string' && Object.hasOwn(ORDERS, sign) ? ORDERS[sign] : undefined;
    if (!holds || typeof bound !== 'number') throw new BrokenPattern();
    return (value: number) => holds(value, bound);
  });
  return (value) => typeof value === 'number' && rules.every((holds) => holds(value));
}
