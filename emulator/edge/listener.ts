import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { crossOriginHeaders, isPreflight } from './cross-origin.ts';
import type { Dispatch } from './dispatch.ts';
import type { Endpoint } from './endpoint.ts';

/** The largest API call that is read, in bytes: a 50 MB zip in base64, and its JSON. */
const MAX_CALL_BYTES = 70 * 1024 * 1024;

export interface Listener extends AsyncDisposable {
  readonly port: number;
}

export interface ListenerOptions {
  host: string;
  /** 0 takes a spare port. */
  port: number;
  endpoints: readonly Endpoint[];
  dispatch: Dispatch;
  report(error: unknown): void;
}

/** Opens the engine's port. Endpoints are asked first, in order; what none of them wants is an API call. */
export async function listen({
  host,
  port,
  endpoints,
  dispatch,
  report,
}: ListenerOptions): Promise<Listener> {
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url ?? '/';
    const hostHeader = request.headers.host?.toLowerCase() ?? '';
    const endpoint = endpoints.find((candidate) => candidate.matches(url, hostHeader));
    if (endpoint) await endpoint.handle(request, response);
    else await answerCall(dispatch, request, response);
  }
  const server = createServer({ keepAliveTimeout: 65_000, requestTimeout: 0 }, (request, response) => {
    answer(request, response).catch((error: unknown) => {
      // A client that goes away in the middle of its request is no defect of the engine.
      if (request.destroyed && !request.complete) {
        response.destroy();
        return;
      }
      report(error);
      if (response.headersSent) response.destroy();
      else response.writeHead(500).end();
    });
  });
  await opened(server, host, port);
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answerCall(
  dispatch: Dispatch,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (isPreflight(request)) {
    request.resume();
    response.writeHead(200, { ...crossOriginHeaders(request), 'Content-Length': 0 }).end();
    return;
  }
  const body = await readBody(request);
  if (!body) {
    const code = 'RequestEntityTooLargeException';
    response.writeHead(413, {
      Connection: 'close',
      'Content-Type': 'application/json',
      'x-amzn-ErrorType': code,
    });
    response.end(
      JSON.stringify({ __type: code, message: `Request must be smaller than ${MAX_CALL_BYTES} bytes` }),
    );
    return;
  }
  const abort = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) abort.abort();
  });
  const answer = await dispatch(request, body, abort.signal);
  if (!answer) {
    request.socket.destroy();
    return;
  }
  const { status, headers, body: content } = answer;
  response.writeHead(status, {
    ...headers,
    ...crossOriginHeaders(request),
    'Content-Length': Buffer.byteLength(content),
  });
  response.end(request.method === 'HEAD' ? undefined : content);
}

/**
 * Reads a whole body; undefined when it is larger than a call can be: the rest is read and dropped, for a client whose connection
 * closes while it sends would not read the answer. Rejects when the client goes away.
 */
function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_CALL_BYTES) chunks.push(chunk);
      else chunks.length = 0;
    });
    request.once('end', () => {
      if (size > MAX_CALL_BYTES) resolve(undefined);
      else resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
    });
    request.once('error', reject);
    request.once('close', () => {
      if (!request.complete) reject(new Error('The client went away in the middle of its request.'));
    });
  });
}

function opened(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
