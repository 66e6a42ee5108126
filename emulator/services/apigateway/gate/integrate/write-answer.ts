import { responseHeaderName } from '../../../../edge/response-header-rules.ts';
import type { Exchange } from '../exchange.ts';

export interface IntegrationAnswer {
  readonly status: number;
  /** A flat list of names and values; those that AWS renames are renamed here. */
  readonly headers: readonly string[];
  readonly body: Buffer;
}

/** Sends an answer that the gateway holds whole, with the headers that AWS adds. */
export function writeAnswer(exchange: Exchange, { status, headers, body }: IntegrationAnswer): void {
  const { response } = exchange;
  const sent: string[] = [];
  let hasType = false;
  for (let index = 0; index < headers.length; index += 2) {
    const name = responseHeaderName(headers[index] ?? '');
    if (name === undefined) continue;
    if (name.toLowerCase() === 'content-type') hasType = true;
    sent.push(name, headers[index + 1] ?? '');
  }
  if (!hasType) sent.push('Content-Type', 'application/json');
  const bodiless = status === 204 || status === 304;
  if (!bodiless) sent.push('Content-Length', String(body.length));
  sent.push('x-amzn-RequestId', exchange.requestId, 'x-amz-apigw-id', exchange.extendedRequestId);
  sent.push('X-Amzn-Trace-Id', exchange.traceId.split(';')[0] ?? '');
  exchange.status = status;
  exchange.responseLength = bodiless ? 0 : body.length;
  exchange.answered = { headers: sent, body: { content: body, encoding: 'latin1' } };
  response.writeHead(status, sent);
  response.end(exchange.method === 'HEAD' || bodiless ? undefined : body);
}
