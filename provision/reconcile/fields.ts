import { isKnown } from './unknown.ts';

/** What can be compared: what JSON can say. `undefined` is as good as absent. */
export type Value =
  | string
  | number
  | boolean
  | undefined
  | readonly Value[]
  | { readonly [key: string]: Value };

/** A resource seen as named settings; only what this stack decides is in it. */
export type Fields = Readonly<Record<string, Value>>;

export interface Change {
  readonly field: string;
  /** undefined: it was not set. */
  readonly from: Value;
  /** undefined: it is taken away. */
  readonly to: Value;
}

/**
 * What must change for `found` to be as `wanted`: one entry for each field that differs, in order of name. The order of
 * keys in a value does not count, the order of lists does: who compares sets sorts them first.
 */
export function difference(wanted: Fields, found: Fields): Change[] {
  const names = [...new Set([...Object.keys(wanted), ...Object.keys(found)])].sort();
  return names
    .filter((field) => canonical(wanted[field]) !== canonical(found[field]))
    .map((field) => ({ field, from: found[field], to: wanted[field] }));
}

/** One text for one value, whatever the order of its keys. */
export function canonical(value: Value): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
    return `{${entries
      .map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`)
      .sort()
      .join(',')}}`;
  }
  return JSON.stringify(value) ?? '';
}

/** A change as a person reads it: `old → new`, with what is secret or not yet known named instead of shown. */
export function describeChange(change: Change, sensitive: boolean): string {
  return `${change.field}: ${shown(change.from, sensitive)} → ${shown(change.to, sensitive)}`;
}

/** A value as it may be shown. */
export function shown(value: Value, sensitive: boolean): string {
  if (value === undefined) return '(none)';
  if (!isKnown(value)) return '(known after apply)';
  if (sensitive) return '(secret)';
  return canonical(value);
}

/** A JSON document out of AWS's answer; undefined when it is none, so that it differs from any wanted one. */
export function parseDocument(text: string | undefined): Value {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A set as a list that compares: sorted, each once. */
export function asSet(values: readonly string[] | undefined): string[] {
  return [...new Set(values ?? [])].sort();
}
