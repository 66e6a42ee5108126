import type { ContextKeys } from './context-keys.ts';

const ANY = Symbol('*');
const ONE = Symbol('?');

/** One character of a pattern, a wildcard, or a variable whose value comes with a request. */
type Token = string | typeof ANY | typeof ONE | Variable;

interface Variable {
  key: string;
  fallback: string | undefined;
}

/** A parsed text of a policy. */
export type Template = readonly Token[];

/**
 * Parses a text in which `*` and `?` are wildcards and, if `variables` says so, `${key}` and `${key, 'default'}` stand for a value of the
 * request, `${*}`, `${?}` and `${$}` for the character itself (IAM user guide, "IAM policy elements: Variables").
 */
export function parseTemplate(text: string, variables: boolean): Template {
  const tokens: Token[] = [];
  const parts = variables ? text.split(/(\$\{[^}]*\})/) : [text];
  for (const [index, part] of parts.entries()) {
    if (index % 2 === 1) tokens.push(parseVariable(part.slice(2, -1)));
    else for (const char of part.split('')) tokens.push(char === '*' ? ANY : char === '?' ? ONE : char);
  }
  return tokens;
}

function parseVariable(inner: string): Token {
  if (inner === '*' || inner === '?' || inner === '$') return inner;
  const [, key = inner, fallback] = /^\s*([^,]*?)\s*,\s*'(.*)'\s*$/.exec(inner) ?? [];
  return { key: key.trim(), fallback };
}

/** Inserts the request's values; undefined if a variable has none, or several. */
export function resolve(template: Template, keys: ContextKeys): Template | undefined {
  if (!template.some((token) => typeof token === 'object')) return template;
  const resolved: Token[] = [];
  for (const token of template) {
    if (typeof token !== 'object') {
      resolved.push(token);
      continue;
    }
    const values = keys(token.key);
    const value = values?.length === 1 ? values[0] : token.fallback;
    if (value === undefined) return undefined;
    // A request's value is never a wildcard.
    resolved.push(...value.split(''));
  }
  return resolved;
}

/** The text as it stands, wildcards as the characters they are written with. */
export function textOf(template: Template): string {
  return template.map((token) => (token === ANY ? '*' : token === ONE ? '?' : String(token))).join('');
}

/**
 * Whether a text matches: `*` stands for any characters, `:` and `/` included, `?` for exactly one. The time is at most proportional to the
 * product of both lengths, whatever the pattern.
 */
export function matches(template: Template, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    const token = template[p];
    if (token === ANY) {
      star = p;
      resume = t;
      p += 1;
    } else if (p < template.length && (token === ONE || token === text[t])) {
      p += 1;
      t += 1;
    } else if (star >= 0) {
      p = star + 1;
      resume += 1;
      t = resume;
    } else return false;
  }
  while (template[p] === ANY) p += 1;
  return p === template.length;
}

/** The same for ARNs, whose six parts are matched each by itself (IAM user guide, "ARN condition operators"). */
export function matchesArn(template: Template, arn: string): boolean {
  const given = arn.split(':');
  const wanted = arnParts(template);
  if (given.length < 6 || wanted.length < 6) return false;
  const parts = [...given.slice(0, 5), given.slice(5).join(':')];
  return wanted.every((part, index) => matches(part, parts[index] ?? ''));
}

function arnParts(template: Template): Template[] {
  const parts: Token[][] = [[]];
  for (const token of template) {
    if (token === ':' && parts.length < 6) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}
