import type { GatedRequest } from '../../edge/interfaces/gate-recorder.ts';
import { decidedPolicy } from './decided-policy.ts';

/** Why a gated request was not served, in a sentence; undefined if it was. */
export function refusalOf(request: GatedRequest): string | undefined {
  const { failure, status } = request;
  if (failure) return ofGate(request, failure);
  if (status === 0) return 'The connection was cut before the answer.';
  return status >= 400 ? `The endpoint answered ${status}.` : undefined;
}

function ofGate(
  { authorizer, decision, method, path }: GatedRequest,
  { type, detail }: { type: string; detail: string | undefined },
): string {
  if (decision === 'no-route') return `The stage has no route for ${method} ${path}.`;
  if (decision === 'unauthorized' && authorizer?.type === 'CUSTOM')
    return authorizer.functionRequestId === undefined
      ? 'The request has no identity that the authorizer asks for.'
      : 'The authorizer’s function said Unauthorized.';
  if (decision === 'denied' && authorizer?.policy) {
    const { statement, resource } = decidedPolicy(authorizer.policy, authorizer.asked, false);
    const who = authorizer.cached ? 'The authorizer’s policy, from its cache,' : 'The authorizer’s policy';
    return statement === null
      ? `${who} has no statement that allows ${resource}.`
      : `${who} denies ${resource} in statement ${statement}.`;
  }
  return detail ?? type;
}
