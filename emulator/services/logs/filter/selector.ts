import { invalidPattern } from './pattern-error.ts';

/** One step into a document: a property, an element, or all of them. */
type Step = string | number | typeof EVERY;

const EVERY = Symbol('*');

/** All values at a property selector's place in a document. */
export type Selector = (document: unknown) => unknown[];

const STEP = /\.(\*|[\w-]+)|\[(?:(\d+)|(\*)|'([^']+)'|"([^"]+)")\]/gy;

/** Parses `$.a.b`, `$.a[0]`, `$.a[*].b`, `$.*.b` or `$['a']`. */
export function parseSelector(source: string): Selector {
  const steps: Step[] = [];
  STEP.lastIndex = 1;
  while (STEP.lastIndex < source.length) {
    const [whole, name, index, star, single, double] = STEP.exec(source) ?? [];
    if (whole === undefined) throw invalidPattern();
    if (name === '*' || star !== undefined) steps.push(EVERY);
    else steps.push(index === undefined ? (name ?? single ?? double ?? '') : Number(index));
  }
  if (steps.length === 0) throw invalidPattern();
  return (document) =>
    steps.reduce<unknown[]>((values, step) => values.flatMap((value) => into(value, step)), [document]);
}

function into(value: unknown, step: Step): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  if (step === EVERY) return Object.values(value);
  if (Array.isArray(value)) return typeof step === 'number' && step < value.length ? [value[step]] : [];
  if (typeof step === 'number' || !Object.hasOwn(value, step)) return [];
  return [(value as Record<string, unknown>)[step]];
}
