import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { bodyLimit } from './body-limit.ts';
import type { Dispatch } from './dispatch.ts';
import { crossOriginHeaders, isPreflight } from './doors/cross-origin.ts';
import { createDoors, type DoorSettings } from './doors/doors.ts';
import type { RouteConnections } from './doors/route-connections.ts';
import type { Endpoint } from './endpoint.ts';
import { closed, openServers, portOf } from './open-servers.ts';

export interface Listener extends AsyncDisposable {
  readonly port: number;
}

export interface ListenerOptions {
  host: string;
  /** 0 takes a spare port. */
  port: number;
  doors: DoorSettings;
  routes: Pick<RouteConnections, 'includes'>;
  endpoints: readonly Endpoint[];
  dispatch: Dispatch;
  report(error: unknown): void;
}

/** Opens the engine's port. Endpoints are asked first, in order; what none of them wants is an API call. */
export async function listen({
  host,
  port,
  doors,
  routes,
  endpoints,
  dispatch,
  report,
}: ListenerOptions): Promise<Listener> {
  const refusalOf = createDoors(doors, routes);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url ?? '/';
    const hostHeader = request.headers.host?.toLowerCase() ?? '';
    const endpoint = endpoints.find((candidate) => candidate.matches(url, hostHeader));
    const refusal = refusalOf(request, endpoint?.forEveryOrigin === true);
    if (refusal !== undefined) refuse(request, response, refusal);
    else if (endpoint) await endpoint.handle(request, response);
    else await answerCall({ dispatch, doors }, request, response);
  }
  const serve = (request: IncomingMessage, response: ServerResponse) => {
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
  };
  const servers = await openServers(host, port, () =>
    createServer({ keepAliveTimeout: 65_000, requestTimeout: 0 }, serve),
  );
  return {
    port: portOf(servers),
    async [Symbol.asyncDispose]() {
      await Promise.all(servers.map(closed));
    },
  };
}

/** Turns a request away before its body is read. */
function refuse(request: IncomingMessage, response: ServerResponse, message: string): void {
  const code = 'AccessDeniedException';
  const body = JSON.stringify({ __type: code, message });
  response
    .writeHead(403, {
      Connection: 'close',
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
      'x-amzn-ErrorType': code,
    })
    .end(body);
  request.resume();
}

async function answerCall(
  { dispatch, doors }: Pick<ListenerOptions, 'dispatch' | 'doors'>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (isPreflight(request)) {
    request.resume();
    response
      .writeHead(200, { ...crossOriginHeaders(request, doors.allowedOrigins), 'Content-Length': 0 })
      .end();
    return;
  }
  const limit = bodyLimit(request);
  const body = await readBody(request, limit);
  if (!body) {
    const code = 'RequestEntityTooLargeException';
    response.writeHead(413, {
      Connection: 'close',
      'Content-Type': 'application/json',
      'x-amzn-ErrorType': code,
    });
    response.end(JSON.stringify({ __type: code, message: `Request must be smaller than ${limit} bytes` }));
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
    ...crossOriginHeaders(request, doors.allowedOrigins),
    'Content-Length': Buffer.byteLength(content),
  });
  response.end(request.method === 'HEAD' ? undefined : content);
}

/**
 * Reads a whole body; undefined when it is larger than a call can be: the rest is read and dropped, for a client whose connection
 * closes while it sends would not read the answer. Rejects when the client goes away.
 */
function readBody(request: IncomingMessage, limit: number): Promise<Uint8Array | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else chunks.length = 0;
    });
    request.once('end', () => {
      if (size > limit) resolve(undefined);
      else resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
    });
    request.once('error', reject);
    request.once('close', () => {
      if (!request.complete) reject(new Error('The client went away in the middle of its request.'));
    });
  });
}
