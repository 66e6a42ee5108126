import type { Item, Value } from './item.ts';

/** An expression as DynamoDB takes it: every name and value has a placeholder. */
export interface Expression {
  readonly text: string;
  readonly names: Readonly<Record<string, string>>;
  readonly values: Item;
}

/** Operators of the language, and its functions before a bracket: DynamoDB's developer guide, "Condition and filter expressions". */
const OPERATOR = /^(?:AND|OR|NOT|IN|BETWEEN)$/i;
const TOKEN =
  /((?:attribute_exists|attribute_not_exists|attribute_type|begins_with|contains|size)(?=\s*\())|("(?:[^"\\]|\\.)*")|(\[\d+\])|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|([A-Za-z_][\w-]*)/g;

/**
 * What a person writes, such as `active = true AND contains(email, "ann")`, as a filter expression: strings, numbers, `true`, `false` and
 * `null` become values, other words names, so that names that DynamoDB reserves need no care. Everything else is left for DynamoDB to judge.
 */
export function filterExpression(written: string): Expression {
  const names: Record<string, string> = {};
  const values: Record<string, Value> = {};
  const nameOf = (name: string) => placed(names, '#f', name);
  const contentOf = (value: Value) => placed(values, ':f', value);
  const text = written.replaceAll(
    TOKEN,
    (whole, _function?: string, quoted?: string, _index?: string, number?: string, word?: string) => {
      if (quoted !== undefined) return contentOf({ S: unquoted(quoted) });
      if (number !== undefined) return contentOf({ N: number });
      if (word === undefined || OPERATOR.test(word)) return whole;
      if (word === 'true' || word === 'false') return contentOf({ BOOL: word === 'true' });
      return word === 'null' ? contentOf({ NULL: true }) : nameOf(word);
    },
  );
  return { text, names, values };
}

function placed<Content>(all: Record<string, Content>, prefix: string, content: Content): string {
  const known = Object.entries(all).find(([, one]) => JSON.stringify(one) === JSON.stringify(content))?.[0];
  const placeholder = known ?? `${prefix}${Object.keys(all).length}`;
  all[placeholder] = content;
  return placeholder;
}

function unquoted(text: string): string {
  try {
    return JSON.parse(text) as string;
  } catch {
    return text.slice(1, -1);
  }
}
