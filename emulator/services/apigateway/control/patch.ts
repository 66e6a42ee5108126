import type { PatchOperation } from '@aws-sdk/client-api-gateway';
import { notImplemented } from '../../../edge/aws-error.ts';
import { badRequest } from './errors.ts';

type Op = 'add' | 'remove' | 'replace';

/**
 * A patchable path, and what a patch does. `{key}` at the end stands for one segment, passed on unescaped; of a regular expression the
 * first group is passed on as it is.
 */
export interface PatchRule<Kept> {
  readonly path: string | RegExp;
  readonly ops: readonly Op[];
  /** Returns the changed record; `value` is the empty string if the operation has none. */
  apply(record: Kept, change: { op: Op; key: string; value: string }): Kept;
}

export interface PatchWording {
  unknownPath(op: string, path: string): string;
  wrongOp(op: string, path: string, allowed: readonly string[]): string;
}

/** The error texts of RestApi and Method for an invalid patch. */
export const plainWording: PatchWording = {
  unknownPath: (_op, path) => `Invalid patch path ${path}`,
  wrongOp: (_op, _path, allowed) =>
    `Invalid patch operation specified. Must be one of: [${allowed.join(', ')}]`,
};

/** The error texts of Resource and most other kinds; the two blanks are AWS's. */
export function listingWording(paths: readonly string[]): PatchWording {
  return {
    unknownPath: (op, path) =>
      op === 'replace'
        ? `Invalid patch path  '${path}' specified for op '${op}'. Must be one of: [${paths.join(', ')}]`
        : `Invalid patch path  '${path}' specified for op '${op}'. Please choose supported operations`,
    wrongOp: (op, path) =>
      `Invalid patch path  '${path}' specified for op '${op}'. Please choose supported operations`,
  };
}

/**
 * Applies the operations in order and returns the changed record; all or nothing, because nothing is stored before the last has passed.
 * Throws `BadRequestException` with `wording` for a path or operation that the kind does not have, and 501 for `move`, `copy` and `test`,
 * and for the paths of `refused`, which AWS has and the engine does not honour.
 */
export function applyPatch<Kept>(
  record: Kept,
  operations: readonly PatchOperation[] | undefined,
  rules: readonly PatchRule<Kept>[],
  wording: PatchWording,
  refused: readonly RegExp[] = [],
): Kept {
  let changed = record;
  for (const { op, path = '', value } of operations ?? []) {
    if (refused.some((pattern) => pattern.test(path))) throw notImplemented(`The patch path ${path}`);
    const found = match(rules, path);
    if (!found) throw badRequest(wording.unknownPath(op ?? '', path));
    if (op === 'copy' || op === 'move' || op === 'test') throw notImplemented(`The patch operation ${op}`);
    if (!op || !found.rule.ops.includes(op))
      throw badRequest(wording.wrongOp(op ?? '', path, found.rule.ops));
    changed = found.rule.apply(changed, { op, key: found.key, value: value ?? '' });
  }
  return changed;
}

function match<Kept>(
  rules: readonly PatchRule<Kept>[],
  path: string,
): { rule: PatchRule<Kept>; key: string } | undefined {
  for (const rule of rules) {
    if (rule.path === path) return { rule, key: '' };
    if (typeof rule.path !== 'string') {
      const found = rule.path.exec(path);
      if (found) return { rule, key: found[1] ?? '' };
      continue;
    }
    if (!rule.path.endsWith('/{key}')) continue;
    const prefix = rule.path.slice(0, -'{key}'.length);
    const rest = path.slice(prefix.length);
    if (path.startsWith(prefix) && rest !== '' && !rest.includes('/'))
      return { rule, key: unescapeSegment(rest) };
  }
  return undefined;
}

/** RFC 6901: `~1` is a slash and `~0` a tilde. */
function unescapeSegment(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** The rule of a text that can be replaced, or cleared if it is optional. */
export function textRule<Kept, Key extends keyof Kept & string>(key: Key, path = `/${key}`): PatchRule<Kept> {
  return {
    path,
    ops: ['replace'],
    apply: (record, { value }) => ({ ...record, [key]: value === '' ? undefined : value }),
  };
}

/** A map without one of its entries; undefined if it was the last, because AWS then leaves the map out. */
export function without<Value>(
  map: Readonly<Record<string, Value>> | undefined,
  key: string,
): Record<string, Value> | undefined {
  const rest = Object.fromEntries(Object.entries(map ?? {}).filter(([name]) => name !== key));
  return Object.keys(rest).length > 0 ? rest : undefined;
}
