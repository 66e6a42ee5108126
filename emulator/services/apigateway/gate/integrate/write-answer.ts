import { responseHeaderName } from '../../../../edge/response-header-rules.ts';
import type { Exchange } from '../exchange.ts';
import { codingFor, compress } from './compress-answer.ts';

export interface IntegrationAnswer {
  readonly status: number;
  /** A flat list of names and values; those that AWS renames are renamed here. */
  readonly headers: readonly string[];
  readonly body: Buffer;
}

/** Sends a complete answer, compressed if API and client want it, with the headers that AWS adds. */
export async function writeAnswer(
  exchange: Exchange,
  { status, headers, body: whole }: IntegrationAnswer,
): Promise<void> {
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
  const coding = bodiless ? undefined : codingFor(exchange, sent, whole.length);
  const body = coding ? await compress(coding, whole) : whole;
  if (coding) sent.push('Content-Encoding', coding);
  if (!bodiless) sent.push('Content-Length', String(body.length));
  sent.push('x-amzn-RequestId', exchange.requestId, 'x-amz-apigw-id', exchange.extendedRequestId);
  // Recorded on AWS: a mock has none, a function's answer has all three parts.
  if (exchange.route?.integration.type !== 'MOCK') sent.push('X-Amzn-Trace-Id', answeredTraceId(exchange));
  exchange.status = status;
  exchange.responseLength = bodiless ? 0 : body.length;
  exchange.answered = { headers: sent, body: { content: body, encoding: 'latin1' } };
  response.writeHead(status, sent);
  response.end(exchange.method === 'HEAD' || bodiless ? undefined : body);
}

/** The trace id in an answer: with a parent, made from the request's id if the client gave none, and whether it is sampled. */
function answeredTraceId({ traceId, requestId }: Exchange): string {
  return traceId.includes(';Parent=')
    ? traceId
    : `${traceId.split(';')[0]};Parent=${requestId.replaceAll('-', '').slice(0, 16)};Sampled=0`;
}
