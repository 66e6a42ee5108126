import { comparison, parseOperand } from './comparison.ts';
import type { FilterPattern } from './pattern.ts';
import { invalidPattern } from './pattern-error.ts';

/** One field of a pattern: its name, if it has one, and its condition. */
interface Field {
  name: string;
  test(value: string): boolean;
}

/**
 * `[ip, user, ..., status = 4*, bytes > 1000]`, for events of fields between spaces, where quotes or brackets may contain spaces: as many
 * fields as the event has, in order, `...` for any number of them; `&&` and `||` join conditions of one field.
 */
export function fieldsPattern(pattern: string): FilterPattern {
  const inner = /^\[(.*)\]$/s.exec(pattern)?.[1];
  if (inner === undefined) throw invalidPattern();
  const parts = splitOutsideQuotes(inner, ',').map((part) => part.trim());
  const gap = parts.indexOf('...');
  if (gap !== parts.lastIndexOf('...')) throw invalidPattern();
  const before = (gap < 0 ? parts : parts.slice(0, gap)).map(parseField);
  const after = gap < 0 ? [] : parts.slice(gap + 1).map(parseField);

  /** Each value of an event with its field; undefined if their numbers differ. */
  function paired(message: string): { field: Field | undefined; value: string }[] | undefined {
    const values = valuesOf(message);
    const fixed = before.length + after.length;
    if (gap < 0 ? values.length !== fixed : values.length < fixed) return undefined;
    return values.map((value, index) => ({
      value,
      field: before[index] ?? after[index - (values.length - after.length)],
    }));
  }

  return {
    matches: (message) => paired(message)?.every(({ field, value }) => field?.test(value) ?? true) ?? false,
    extract: (message) =>
      Object.fromEntries(
        (paired(message) ?? []).map(({ field, value }, index) => [`$${field?.name || index + 1}`, value]),
      ),
  };
}

function parseField(source: string): Field {
  const anyOf = splitOutsideQuotes(source, '||').map((side) =>
    splitOutsideQuotes(side, '&&').map(parseCondition),
  );
  return {
    name: anyOf[0]?.[0]?.name ?? '',
    test: (value) => anyOf.some((allOf) => allOf.every((condition) => condition.test(value))),
  };
}

function parseCondition(source: string): Field {
  const [, name = '', operator, operand = ''] =
    /^\s*([\w-]*)\s*(?:(!=|<=|>=|=|<|>)\s*(.*))?$/s.exec(source) ?? [];
  if (operator === undefined) {
    if (source.trim() !== name) throw invalidPattern();
    return { name, test: () => true };
  }
  // `=!x` is another way to write `!=x`.
  const negated = operator === '=' && operand.startsWith('!');
  const compared = comparison(
    negated ? '!=' : operator,
    parseOperand((negated ? operand.slice(1) : operand).trim()),
  );
  return { name, test: compared };
}

/** An event's fields; a number stays text, and is parsed where a number is compared. */
function valuesOf(message: string): string[] {
  return [...message.matchAll(/"((?:[^"\\]|\\.)*)"|\[([^\]]*)\]|(\S+)/g)].map(
    ([, quoted, bracketed, plain]) => quoted ?? bracketed ?? plain ?? '',
  );
}

function splitOutsideQuotes(text: string, separator: string): string[] {
  const parts = [''];
  for (const piece of text.match(/"(?:[^"\\]|\\.)*"|%(?:[^%\\]|\\.)*%|&&|\|\||[\s\S]/g) ?? []) {
    if (piece === separator) parts.push('');
    else parts[parts.length - 1] += piece;
  }
  return parts;
}
