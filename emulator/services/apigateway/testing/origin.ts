import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as an origin saw it. */
export interface Seen {
  method: string;
  url: string;
  /** In the case in which they arrived. */
  rawHeaders: string[];
  headers: IncomingMessage['headers'];
  body: string;
  bytes: Buffer;
}

export interface Origin extends AsyncDisposable {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly seen: Seen[];
}

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void;

const ok: Answer = (_request, response) => {
  response.writeHead(200, { 'Content-Type': 'application/json', 'X-Origin': 'yes' }).end('{"from":"origin"}');
};

/** Starts a server on a spare port that records requests and answers by `answer`. */
export async function startOrigin(answer: Answer = ok): Promise<Origin> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('error', () => undefined);
    request.on('end', () => {
      const bytes = Buffer.concat(chunks);
      const body = bytes.toString('utf8');
      const { method = '', url = '', rawHeaders, headers } = request;
      seen.push({ method, url, rawHeaders, headers, body, bytes });
      answer(request, response, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
