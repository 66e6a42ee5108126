import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestIds } from '../../execute-api/request/request-ids.ts';
import type { HttpApi } from '../state/http-api-store.ts';
import { answerHeaders } from './cors.ts';
import type { HttpExchange } from './http-exchange.ts';
import type { Place } from './place.ts';

/** A new request, of which only the target is known. */
export function beginExchange(
  ids: RequestIds,
  startedAt: number,
  { api }: HttpApi,
  request: IncomingMessage,
  response: ServerResponse,
  { stage, path, query }: Place,
): HttpExchange {
  const requestId = ids.extendedRequestId();
  const cors = api.CorsConfiguration;
  return {
    request,
    response,
    stage,
    path,
    query,
    requestId,
    traceId: ids.traceId(request.headers['x-amzn-trace-id']),
    startedAt,
    started: performance.now(),
    method: request.method ?? 'GET',
    route: undefined,
    pathParameters: {},
    authorizer: undefined,
    caller: undefined,
    body: undefined,
    failure: undefined,
    verdict: undefined,
    authorizerRunId: undefined,
    admittedMs: undefined,
    sent: undefined,
    answered: undefined,
    integrationStatus: undefined,
    integrationLatencyMs: undefined,
    status: 0,
    responseLength: 0,
    cors,
    ownHeaders: () => [
      ...(cors ? Object.entries(answerHeaders(cors, request.headers.origin)).flat() : []),
      'apigw-requestid',
      requestId,
    ],
  };
}
