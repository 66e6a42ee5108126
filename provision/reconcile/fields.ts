import { isKnown } from './unknown.ts';

/** What can be compared: JSON values. `undefined` means absent. */
export type Value =
  | string
  | number
  | boolean
  | undefined
  | readonly Value[]
  | { readonly [key: string]: Value };

/** A resource as named settings; only those that this stack decides. */
export type Fields = Readonly<Record<string, Value>>;

export interface Change {
  readonly field: string;
  /** undefined: it was not set. */
  readonly from: Value;
  /** undefined: it is removed. */
  readonly to: Value;
}

/**
 * What must change so that `found` equals `wanted`: one entry for each field that differs, in order of name. Ignores the order of keys in a
 * value, not the order of lists: sort sets first.
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

/** A change for people: `old → new`, with secret and unknown values named instead of shown. */
export function describeChange(change: Change, sensitive: boolean): string {
  return `${change.field}: ${shown(change.from, sensitive)} → ${shown(change.to, sensitive)}`;
}

/** A value for display. */
export function shown(value: Value, sensitive: boolean): string {
  if (value === undefined) return '(none)';
  if (!isKnown(value)) return '(known after apply)';
  if (sensitive) return '(secret)';
  return canonical(value);
}

/** A JSON document of AWS's answer; undefined if it is invalid, so that it differs from any wanted one. */
export function parseDocument(text: string | undefined): Value {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A set as a comparable list: sorted, each once. */
export function asSet(values: readonly string[] | undefined): string[] {
  return [...new Set(values ?? [])].sort();
}
