import type { Kind } from './kind.ts';
import { ReaderError } from './reader-error.ts';
import type { Run } from './run.ts';
import { isOwn, type Scope } from './scope.ts';

/** Whether a resource is the stack's own: by its tags, or, for a kind without tags, by its container. */
export function owns<P, S, O>(kind: Kind<P, S, O>, state: S, scope: Scope): boolean {
  const tags = kind.tags?.(state);
  return tags === undefined || isOwn(tags, scope);
}

/** Throws ReaderError if the found resource is not the stack's own and must not be taken over. */
export function assertOwn<P, S, O>(kind: Kind<P, S, O>, props: P, state: S, run: Run): void {
  if (!run.adopt && !owns(kind, state, run.scope))
    throw new ReaderError(notOwn(`${kind.type} ${kind.name(props)}`, run.scope));
}

/** Says that something is left alone, and the way out. */
export function notOwn(what: string, scope: Scope): string {
  return `${what} is there and does not carry the tags app=${scope.app}, stage=${scope.stage}: it is left alone. If it is meant to belong to this stack, run again with --adopt; otherwise choose another STAGE.`;
}
