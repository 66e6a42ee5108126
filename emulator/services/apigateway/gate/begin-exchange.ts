import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestIds } from '../../execute-api/request/request-ids.ts';
import type { CompiledStage } from './compile-stage.ts';
import { type Exchange, freshExchange } from './exchange.ts';

/** A stage, and the rest of a request's URL. */
export interface Found {
  readonly stage: CompiledStage;
  readonly path: string;
  readonly query: string | undefined;
}

/** A new request, of which only the target is known. */
export function beginExchange(
  ids: RequestIds,
  startedAt: number,
  request: IncomingMessage,
  response: ServerResponse,
  { stage, path, query }: Found,
): Exchange {
  return freshExchange({
    request,
    response,
    stage,
    path: path.startsWith('//') ? path.replace(/^\/+/, '/') : path,
    rawPath: path,
    query,
    requestId: ids.requestId(),
    extendedRequestId: ids.extendedRequestId(),
    traceId: ids.traceId(request.headers['x-amzn-trace-id']),
    startedAt,
    method: request.method ?? 'GET',
  });
}
