import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestIds } from './request/request-ids.ts';

/** The answer for an unknown API or stage: 403 without details, because AWS does not tell which exist. */
export function answerForbidden(ids: RequestIds, request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  const body = '{"message":"Forbidden"}';
  response.writeHead(403, {
    'Content-Type': 'application/json',
    'Content-Length': body.length,
    'x-amzn-RequestId': ids.requestId(),
    'x-amzn-ErrorType': 'ForbiddenException',
    'x-amz-apigw-id': ids.extendedRequestId(),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}
