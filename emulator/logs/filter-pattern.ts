import { AwsError } from '../edge/aws-error.ts';

/** Whether a line's message is one that a pattern asks for. */
export type MessageFilter = (message: string) => boolean;

/**
 * Compiles a filter pattern for unstructured events (CloudWatch Logs user guide, "Filter pattern syntax"): terms are all needed, in any
 * place and as written; `"…"` keeps spaces; `?a ?b` asks for one of them; `-a` for none; `%…%` is a regular expression. A pattern for JSON
 * (`{ $.x = … }`) compares properties with `=`, `!=`, `<`, `<=`, `>`, `>=`, `IS NULL`, `NOT EXISTS`, joined by `&&` and `||`. Patterns
 * for space-delimited events (`[a, b]`) are refused by name. Throws AwsError `InvalidParameterException`.
 */
export function compileFilterPattern(pattern: string): MessageFilter {
  const text = pattern.trim();
  if (text === '') return () => true;
  if (text.startsWith('[')) {
    throw new AwsError(
      'NotImplementedException',
      'FilterLogEvents: a pattern for space-delimited events is not supported by the embedded engine.',
      { status: 501 },
    );
  }
  if (text.startsWith('{')) return jsonFilter(text);
  const terms = text.match(/[?-]?(?:"(?:[^"\\]|\\.)*"|%(?:[^%\\]|\\.)*%|\S+)/g) ?? [];
  const parsed = terms.map((term) => {
    const sign = /^[?-]/.exec(term)?.[0] ?? '';
    return { sign, test: termTest(term.slice(sign.length)) };
  });
  const needed = parsed.filter(({ sign }) => sign === '');
  const optional = parsed.filter(({ sign }) => sign === '?');
  const excluded = parsed.filter(({ sign }) => sign === '-');
  return (message) =>
    needed.every(({ test }) => test(message)) &&
    // Beside terms that are needed, optional ones say nothing.
    (optional.length === 0 || needed.length > 0 || optional.some(({ test }) => test(message))) &&
    !excluded.some(({ test }) => test(message));
}

function termTest(term: string): MessageFilter {
  const expression = /^%(.*)%$/s.exec(term)?.[1];
  if (expression !== undefined) {
    try {
      const compiled = new RegExp(expression);
      return (message) => compiled.test(message);
    } catch (cause) {
      throw invalid(`%${expression}%`, cause);
    }
  }
  const quoted = /^"(.*)"$/s.exec(term)?.[1];
  const literal = quoted === undefined ? term : quoted.replace(/\\(.)/g, '$1');
  return (message) => message.includes(literal);
}

function invalid(pattern: string, cause?: unknown): AwsError {
  return new AwsError('InvalidParameterException', `Invalid filter pattern: ${pattern}`, { cause });
}

const COMPARISON = /^\(?\s*\$\.([\w.[\]]+)\s*(=|!=|<=|>=|<|>)\s*("(?:[^"\\]|\\.)*"|[^\s)]+)\s*\)?$/;
const PRESENCE = /^\(?\s*\$\.([\w.[\]]+)\s+(IS\s+NULL|IS\s+TRUE|IS\s+FALSE|NOT\s+EXISTS)\s*\)?$/i;

function jsonFilter(pattern: string): MessageFilter {
  const inner = /^\{(.*)\}$/s.exec(pattern)?.[1];
  if (inner === undefined) throw invalid(pattern);
  const anyOf = inner
    .split('||')
    .map((part) => part.split('&&').map((clause) => clauseTest(clause.trim(), pattern)));
  return (message) => {
    let document: unknown;
    try {
      document = JSON.parse(message);
    } catch {
      return false;
    }
    return anyOf.some((allOf) => allOf.every((clause) => clause(document)));
  };
}

function clauseTest(clause: string, pattern: string): (document: unknown) => boolean {
  const presence = PRESENCE.exec(clause);
  if (presence) {
    const [, path = '', asked = ''] = presence;
    const kind = asked.toUpperCase().replace(/\s+/g, ' ');
    const wanted = { 'IS NULL': null, 'IS TRUE': true, 'IS FALSE': false, 'NOT EXISTS': undefined }[kind];
    return (document) => property(document, path) === wanted;
  }
  const comparison = COMPARISON.exec(clause);
  if (!comparison) throw invalid(pattern);
  const [, path = '', operator = '', raw = ''] = comparison;
  const text = /^"(.*)"$/s.exec(raw)?.[1];
  return (document) => {
    const value = property(document, path);
    if (value === undefined) return false;
    if (operator === '=') return equal(value, raw, text);
    if (operator === '!=') return !equal(value, raw, text);
    const [left, right] = [Number(value), Number(raw)];
    if (typeof value !== 'number' || Number.isNaN(right)) return false;
    return (
      { '<': left < right, '<=': left <= right, '>': left > right, '>=': left >= right }[operator] ?? false
    );
  };
}

function equal(value: unknown, raw: string, text: string | undefined): boolean {
  if (typeof value === 'number' && text === undefined) return value === Number(raw);
  const wanted = text ?? raw;
  const pattern = wanted.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${pattern.join('.*')}$`, 's').test(String(value));
}

function property(document: unknown, path: string): unknown {
  let value = document;
  for (const step of path.match(/[^.[\]]+/g) ?? []) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}
