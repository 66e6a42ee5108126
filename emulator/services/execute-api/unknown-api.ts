import type { Endpoint } from '../../edge/endpoint.ts';
import type { EngineContext } from '../../edge/interfaces/engine-context.ts';
import { addressOf, mayBeAddress } from './address.ts';
import { answerForbidden } from './answer-forbidden.ts';
import { createRequestIds } from './request/request-ids.ts';

/** Answers for unknown APIs. It must come after the endpoints that know their own. */
export function createUnknownApi(context: Pick<EngineContext, 'clock' | 'config' | 'random'>): Endpoint {
  const ids = createRequestIds(context);
  return {
    name: 'execute-api-unknown',
    forEveryOrigin: true,
    matches: (url, host) => mayBeAddress(url, host) && addressOf(url, host) !== undefined,
    handle: (request, response) => answerForbidden(ids, request, response),
  };
}
