import type { Kind } from './kind.ts';

/** What is read only while waiting for a change. */
const WAITING = new Set(['lambda:GetFunctionConfiguration']);

/** The same kind of resource, where none is wanted: an existing one of the stack's own is removed. */
export function unwanted<P, S, O>(kind: Kind<P, S, O>): Kind<P, S, O> {
  return {
    ...kind,
    unwanted: true,
    found: () => ({}),
    permissions: (props, scope) =>
      kind.permissions(props, scope).flatMap((permission) => {
        const actions = permission.actions.filter(
          (action) =>
            kind.removes?.includes(action) ||
            (/:(Get|List|Describe|Delete|Detach|GET$|DELETE$)/.test(action) && !WAITING.has(action)),
        );
        return actions.length > 0 ? [{ ...permission, actions }] : [];
      }),
  };
}
