import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Engine, type EngineOptions, startEngine } from '../../engine.ts';

/** A request that arrived upstream, with its body. */
export interface Seen {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingMessage['headers'];
  length: number;
  sha256: string;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

/** An upstream that records requests and answers as told; by default 200 once the body is there. */
export interface StandIn extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly seen: Seen[];
  answer: Answer | undefined;
}

export async function standIn(port = 0): Promise<StandIn> {
  const seen: Seen[] = [];
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    if (upstream.answer) {
      void upstream.answer(request, response);
      return;
    }
    const hash = createHash('sha256');
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      hash.update(chunk);
    });
    request.once('end', () => {
      const { method, url, headers } = request;
      seen.push({ method, url, headers, length, sha256: hash.digest('hex') });
      response.writeHead(200, { 'Content-Type': 'application/json', 'X-Upstream': 'yes' }).end('{}');
    });
  }).listen(port, '127.0.0.1');
  await once(server, 'listening');
  const { port: open } = server.address() as AddressInfo;
  const upstream: StandIn = {
    url: `http://127.0.0.1:${open}`,
    port: open,
    seen,
    answer: undefined,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return upstream;
}

/** An engine with an upstream. */
export async function engineBefore(
  upstream: Pick<StandIn, 'url'>,
  options: EngineOptions = {},
): Promise<Engine> {
  return startEngine({ upstream: upstream.url, ...options });
}
