import { notImplemented } from './aws-error.ts';
import type { Honoured } from './operation.ts';

/**
 * Refuses, by name and with 501, the first parameter that the operation does not honour: silence would look as if the setting had worked.
 * Throws AwsError `NotImplementedException`.
 */
export function refuseUnhonoured(operation: string, honours: Honoured, input: unknown): void {
  walk(operation, '', honours, input);
}

function walk(operation: string, path: string, honours: Honoured, value: unknown): void {
  if (honours === true || value === undefined || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) walk(operation, path, honours, item);
    return;
  }
  if (Array.isArray(honours)) {
    if (!honours.includes(value as string)) throw notImplemented(`${operation}: ${path} "${String(value)}"`);
    return;
  }
  // The service rejects a value of the wrong type.
  if (typeof value !== 'object') return;
  const members = honours as { readonly [member: string]: Honoured };
  for (const [key, item] of Object.entries(value as object)) {
    if (item === undefined || item === null) continue;
    const at = path === '' ? key : `${path}.${key}`;
    const inner = members[key] ?? members['*'];
    if (inner === undefined) throw notImplemented(`${operation}: the parameter ${at}`);
    walk(operation, at, inner, item);
  }
}
