import type { Exchange } from '../../gate/exchange.ts';

interface Tried {
  exchange: Exchange | undefined;
  path: string;
  sent: { headers: Record<string, string> | undefined; query: string | undefined; body: string };
  answer: { status: number; headers: readonly (readonly [string, string])[]; body: string };
}

/** The execution log of a method test, in API Gateway's words (recorded on AWS). */
export function testLog(requestId: string, at: number, { exchange, path, sent, answer }: Tried): string {
  const failure = exchange?.failure;
  const lines = [
    `Starting execution for request: ${requestId}`,
    `HTTP Method: ${exchange?.method}, Resource Path: ${path}`,
    `Method request path: ${shown(Object.entries(exchange?.pathParameters ?? {}))}`,
    `Method request query string: ${shown([...new URLSearchParams(sent.query ?? '')])}`,
    `Method request headers: ${shown(Object.entries(sent.headers ?? {}))}`,
    `Method request body before transformations: ${sent.body}`,
    ...endpointLines(exchange),
    ...(failure
      ? [failure.detail ?? failure.text ?? '']
      : [
          `Method response body after transformations: ${answer.body}`,
          `Method response headers: ${shown(answer.headers)}`,
          'Successfully completed execution',
        ]),
    `Method completed with status: ${answer.status}`,
  ];
  const time = timeOf(at);
  return `Execution log for request ${requestId}\n${lines.map((line) => `${time} : ${line}\n`).join('')}`;
}

function endpointLines(exchange: Exchange | undefined): string[] {
  const { integrationStatus, integrationLatencyMs, sent } = exchange ?? {};
  return [
    ...(sent ? [`Endpoint request URI: ${sent.origin}${sent.path}`] : []),
    ...(integrationStatus === undefined
      ? []
      : [
          `Received response. Status: ${integrationStatus}, Integration latency: ${Math.round(integrationLatencyMs ?? 0)} ms`,
        ]),
  ];
}

/** A map as Java prints it: `{a=1, b=2}`. */
function shown(entries: readonly (readonly [string, string])[]): string {
  return `{${entries.map(([name, value]) => `${name}=${value}`).join(', ')}}`;
}

/** `Fri Nov 27 10:00:00 UTC 2026`. */
function timeOf(at: number): string {
  const [weekday = '', day, month, year, time] = new Date(at).toUTCString().split(' ');
  return `${weekday.replace(',', '')} ${month} ${day} ${time} UTC ${year}`;
}
