import { comparison, parseOperand, type Scalar } from './comparison.ts';
import type { FilterPattern } from './pattern.ts';
import { invalidPattern } from './pattern-error.ts';
import { parseSelector, type Selector } from './selector.ts';

type Test = (document: unknown) => boolean;

const TOKEN =
  /\s*(\$(?:\.(?:\*|[\w-]+)|\[(?:\d+|\*|'[^']+'|"[^"]+")\])+|\(|\)|&&|\|\||!=|<=|>=|=|<|>|"(?:[^"\\]|\\.)*"|%(?:[^%\\]|\\.)*%|[^\s()=<>!&|"%]+)\s*/gy;

/**
 * `{ $.a = 1 && ($.b != "x" || $.c IS NULL) }`, for JSON events: conditions on properties, `&&` before `||`. A selector must lead to a
 * text, a number or a boolean; if it leads to none, only `NOT EXISTS` holds, and `IS NULL` for a null.
 */
export function jsonPattern(pattern: string): FilterPattern {
  const inner = /^\{(.*)\}$/s.exec(pattern)?.[1];
  if (inner === undefined) throw invalidPattern();
  const tokens = tokenize(inner);
  const selectors = new Map<string, Selector>();
  let at = 0;

  function next(): string {
    const token = tokens[at];
    if (token === undefined) throw invalidPattern();
    at += 1;
    return token;
  }

  function anyOf(): Test {
    const tests = [allOf()];
    while (tokens[at] === '||') {
      at += 1;
      tests.push(allOf());
    }
    return (document) => tests.some((test) => test(document));
  }

  function allOf(): Test {
    const tests = [single()];
    while (tokens[at] === '&&') {
      at += 1;
      tests.push(single());
    }
    return (document) => tests.every((test) => test(document));
  }

  function single(): Test {
    const token = next();
    if (token === '(') {
      const test = anyOf();
      if (next() !== ')') throw invalidPattern();
      return test;
    }
    if (!token.startsWith('$')) throw invalidPattern();
    const selector = parseSelector(token);
    selectors.set(token, selector);
    const operator = next().toUpperCase();
    if (operator === 'IS') return isTest(selector, next().toUpperCase());
    if (operator === 'NOT') {
      if (next().toUpperCase() !== 'EXISTS') throw invalidPattern();
      return (document) => selector(document).length === 0;
    }
    if (!/^(=|!=|<=?|>=?)$/.test(operator)) throw invalidPattern();
    const test = comparison(operator, parseOperand(next()));
    return (document) => selector(document).filter(isScalar).some(test);
  }

  const test = anyOf();
  if (at < tokens.length) throw invalidPattern();
  return {
    matches(message) {
      const document = parseDocument(message);
      return document !== NOTHING && test(document);
    },
    extract(message) {
      const document = parseDocument(message);
      return Object.fromEntries(
        [...selectors].flatMap(([name, selector]) =>
          selector(document)
            .filter(isScalar)
            .map((value) => [name, String(value)]),
        ),
      );
    },
  };
}

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const token = TOKEN.exec(text)?.[1];
    if (token === undefined) throw invalidPattern();
    tokens.push(token);
  }
  return tokens;
}

const IS: Readonly<Record<string, null | boolean>> = { NULL: null, TRUE: true, FALSE: false };

function isTest(selector: Selector, name: string): Test {
  const wanted = Object.hasOwn(IS, name) ? IS[name] : undefined;
  if (wanted === undefined) throw invalidPattern();
  return (document) => selector(document).includes(wanted);
}

function isScalar(value: unknown): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** The event's JSON, or `NOTHING`. */
function parseDocument(message: string): unknown {
  try {
    return JSON.parse(message);
  } catch {
    return NOTHING;
  }
}

const NOTHING = Symbol('no JSON');
