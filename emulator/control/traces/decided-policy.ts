import type { AuthorizerRun } from '../../edge/interfaces/gate-recorder.ts';
import type { DecidedPolicy } from '../../edge/interfaces/trace.ts';
import { contextKeys } from '../../edge/policy/context-keys.ts';

const ACTION = 'execute-api:Invoke';

/**
 * The statement of a policy that decided about a request: the first Deny that matches, else the first Allow. If the request was denied
 * although an Allow matches its path, another reading of the path was not allowed, and no statement decided.
 */
export function decidedPolicy(
  { statements, document }: NonNullable<AuthorizerRun['policy']>,
  { resource, keys }: AuthorizerRun['asked'],
  isAllowed: boolean,
): DecidedPolicy {
  const asked = { action: ACTION.toLowerCase(), resource, principal: undefined, keys: contextKeys(keys) };
  const find = (effect: 'Allow' | 'Deny') =>
    statements.findIndex((statement) => statement.effect === effect && statement.applies(asked));
  const told = { document, action: ACTION, resource };
  const denying = find('Deny');
  if (denying >= 0) return { ...told, decision: 'explicit-deny', statement: denying };
  if (!isAllowed) return { ...told, decision: 'implicit-deny', statement: null };
  const allowing = find('Allow');
  return { ...told, decision: 'allowed', statement: allowing < 0 ? null : allowing };
}
