import type { Expression, Reference, Step } from './nodes.ts';
import { expectText, nested, type Scanner, skipBlank, take, takeText } from './scanner.ts';

const BEGIN = /\$!?(\{)?(?=[A-Za-z])/y;
const NAME = /[A-Za-z][\w-]*/y;
const PROPERTY = /\.[A-Za-z][\w-]*/y;

/** Parses a reference, `$a.b`, `${a.b}`, `$!a.b` or `$!{a.b}`. Undefined, and nothing consumed, if `$` starts none: `$5`, `${`, `$ `. */
export function parseReference(scanner: Scanner): Reference | undefined {
  const start = scanner.at;
  const begin = take(scanner, BEGIN);
  if (begin === undefined) return undefined;
  const name = take(scanner, NAME) ?? '';
  const steps: Step[] = [];
  for (let step = parseStep(scanner); step; step = parseStep(scanner)) steps.push(step);
  if (begin.endsWith('{') && !takeText(scanner, '}')) {
    scanner.at = start;
    return undefined;
  }
  return { source: scanner.text.slice(start, scanner.at), name, steps };
}

function parseStep(scanner: Scanner): Step | undefined {
  const property = take(scanner, PROPERTY);
  if (property !== undefined) {
    const name = property.slice(1);
    if (!takeText(scanner, '(')) return { kind: 'property', name };
    return { kind: 'call', name, values: nested(scanner, () => parseList(scanner, ')')) };
  }
  const start = scanner.at;
  if (!takeText(scanner, '[')) return undefined;
  skipBlank(scanner);
  // A bracket after a reference that is no index is text: `$name[$]`.
  if (!/["'$\w-]/.test(scanner.text[scanner.at] ?? '')) {
    scanner.at = start;
    return undefined;
  }
  const index = nested(scanner, () => scanner.grammar.expression(scanner));
  skipBlank(scanner);
  expectText(scanner, ']');
  return { kind: 'index', index };
}

/** Reads expressions between commas, up to and with `end`. */
export function parseList(scanner: Scanner, end: string): Expression[] {
  const items: Expression[] = [];
  skipBlank(scanner);
  while (!takeText(scanner, end)) {
    if (items.length > 0) {
      expectText(scanner, ',');
      skipBlank(scanner);
    }
    items.push(scanner.grammar.expression(scanner));
    skipBlank(scanner);
  }
  return items;
}
