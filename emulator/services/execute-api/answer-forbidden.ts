import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestIds } from './request/request-ids.ts';

/** An API or a stage that is not there: 403 and no word more, as AWS does not tell which exist. */
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
