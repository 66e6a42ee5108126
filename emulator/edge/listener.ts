import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { bodyLimit } from './body-limit.ts';
import type { Dispatch } from './dispatch.ts';
import { crossOriginHeaders, isPreflight } from './doors/cross-origin.ts';
import { createDoors, type DoorSettings } from './doors/doors.ts';
import type { RouteConnections } from './doors/route-connections.ts';
import type { Endpoint } from './endpoint.ts';
import type { Upstream } from './interfaces/upstream.ts';
import { closed, openServers, portOf } from './open-servers.ts';
import { readBody } from './read-body.ts';
import { waitsForContinue } from './waits-for-continue.ts';

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
  /** Where calls for foreign services go; they are refused if absent. */
  upstream?: Upstream | undefined;
  report(error: unknown): void;
}

/** Opens the engine's port. Endpoints are asked first, in order; anything else is an API call. */
export async function listen({
  host,
  port,
  doors,
  routes,
  endpoints,
  dispatch,
  upstream,
  report,
}: ListenerOptions): Promise<Listener> {
  const refusalOf = createDoors(doors, routes);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url ?? '/';
    const hostHeader = request.headers.host?.toLowerCase() ?? '';
    const endpoint = endpoints.find((candidate) => candidate.matches(url, hostHeader));
    const refusal = refusalOf(request, endpoint?.forEveryOrigin === true);
    if (refusal !== undefined) {
      refuse(request, response, refusal);
      return;
    }
    const foreign = endpoint || isPreflight(request) ? undefined : upstream?.claims(request);
    if (foreign) {
      await upstream?.answer(foreign, request, response, crossOriginHeaders(request, doors.allowedOrigins));
      return;
    }
    if (waitsForContinue(request)) response.writeContinue();
    if (endpoint) await endpoint.handle(request, response);
    else await answerCall({ dispatch, doors }, request, response);
  }
  const serve = (request: IncomingMessage, response: ServerResponse) => {
    answer(request, response).catch((error: unknown) => {
      // A client that goes away in the middle of its request is no bug of the engine.
      if (request.destroyed && !request.complete) {
        response.destroy();
        return;
      }
      report(error);
      if (response.headersSent) response.destroy();
      else response.writeHead(500).end();
    });
  };
  // A client that waits for `100 Continue` gets it once it is known that its body is wanted.
  const servers = await openServers(host, port, () =>
    createServer({ keepAliveTimeout: 65_000, requestTimeout: 0 }, serve).on('checkContinue', serve),
  );
  return {
    port: portOf(servers),
    async [Symbol.asyncDispose]() {
      await Promise.all(servers.map(closed));
    },
  };
}

/** Rejects a request before its body is read. */
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
