import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { buffers, type Fields, hex, int, messages, readFields, text } from './read-protobuf.ts';

/** A span as it came over the wire. */
export interface ReceivedSpan {
  readonly service: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly name: string;
  readonly kind: number;
  readonly statusCode: number;
  readonly startNs: bigint;
  readonly endNs: bigint;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly events: readonly string[];
  readonly links: readonly string[];
}

export interface OtlpReceiver extends AsyncDisposable {
  readonly endpoint: string;
  readonly spans: ReceivedSpan[];
  /** Of each request: its path and headers. */
  readonly requests: { path: string | undefined; headers: IncomingHttpHeaders }[];
  /** Resolves when there are spans that satisfy it. */
  until(isEnough: (spans: readonly ReceivedSpan[]) => boolean): Promise<void>;
}

/** A receiver of OTLP over HTTP in this process, by the published field numbers (opentelemetry-proto, trace.proto). */
export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const spans: ReceivedSpan[] = [];
  const requests: OtlpReceiver['requests'] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const isZipped = request.headers['content-encoding'] === 'gzip';
    requests.push({ path: request.url, headers: request.headers });
    spans.push(...spansOf(readFields(isZipped ? gunzipSync(body) : body)));
    response.writeHead(200, { 'Content-Type': 'application/x-protobuf' }).end();
    server.emit('received');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    requests,
    async until(isEnough) {
      while (!isEnough(spans)) await once(server, 'received');
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function spansOf(request: Fields): ReceivedSpan[] {
  return messages(request, 1).flatMap((resourceSpans) => {
    const service = String(
      messages(resourceSpans, 1).map((resource) => attributesOf(resource, 1))[0]?.['service.name'],
    );
    return messages(resourceSpans, 2).flatMap((scope) =>
      messages(scope, 2).map((span) => received(service, span)),
    );
  });
}

function received(service: string, span: Fields): ReceivedSpan {
  return {
    service,
    traceId: hex(span, 1),
    spanId: hex(span, 2),
    parentSpanId: hex(span, 4),
    name: text(span, 5),
    kind: int(span, 6),
    statusCode: messages(span, 15).map((status) => int(status, 3))[0] ?? 0,
    startNs: buffers(span, 7)[0]?.readBigUInt64LE() ?? 0n,
    endNs: buffers(span, 8)[0]?.readBigUInt64LE() ?? 0n,
    attributes: attributesOf(span, 9),
    events: messages(span, 11).map((event) => String(attributesOf(event, 3)['log.record'])),
    links: messages(span, 13).map((link) => hex(link, 1)),
  };
}

function attributesOf(fields: Fields, number: number): Record<string, unknown> {
  return Object.fromEntries(
    messages(fields, number).map((pair) => [text(pair, 1), messages(pair, 2).map(anyValue)[0]]),
  );
}

function anyValue(value: Fields): unknown {
  if (value.has(1)) return text(value, 1);
  if (value.has(2)) return int(value, 2) === 1;
  if (value.has(3)) return int(value, 3);
  if (value.has(4)) return buffers(value, 4)[0]?.readDoubleLE();
  return messages(value, 5).flatMap((list) => messages(list, 1).map(anyValue));
}
