import { ReaderError } from '../reconcile/reader-error.ts';
import { isOwn, type Scope, type Tags } from '../reconcile/scope.ts';

/**
 * Chooses among several resources with one name, where names are not unique: the stack's own if there is one, otherwise somebody else's, to
 * name it. Throws ReaderError if several have the stack's tags, because none of them may be chosen or removed unasked.
 */
export function theOne<T>(
  type: string,
  named: readonly T[],
  idOf: (one: T) => string | undefined,
  tagsOf: (one: T) => Tags | undefined,
  scope: Scope,
): T | undefined {
  const own = named.filter((one) => isOwn(tagsOf(one) ?? {}, scope));
  if (own.length > 1) {
    const ids = own.map((one) => idOf(one)).join(' and ');
    throw new ReaderError(
      `There are ${own.length} of the kind ${type} with the tags app=${scope.app}, stage=${scope.stage}: ${ids}. Remove the tags from all but the one to keep, then run this again.`,
    );
  }
  return own[0] ?? named[0];
}
