import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { limits } from '../limits.ts';

/** What an environment posts as the answer of an invocation. */
export interface Posted {
  requestId: string;
  body: Buffer;
  contentType: string | undefined;
}

/** What happens on the Runtime API of one environment. */
export interface RuntimeApiListener {
  /** The environment is ready for an invocation; `deliver` gives it one, whenever that comes. */
  next(deliver: (headers: Record<string, string>, payload: string | Uint8Array) => void): void;
  /** False when this is not the invocation that runs. */
  response(posted: Posted): boolean;
  /** The answer was larger than Lambda takes. */
  responseTooLarge(requestId: string, bytes: number): boolean;
  error(posted: Posted): boolean;
  initError(body: Buffer): void;
  /** The most memory that the environment has held and the CPU time that it has had so far, as it says itself. */
  usage(usage: { memoryBytes: number; cpuMs: number }): void;
}

export interface RuntimeApi {
  /** `127.0.0.1:<port>`, for AWS_LAMBDA_RUNTIME_API. */
  readonly address: string;
  close(): void;
}

const BASE = '/2018-06-01/runtime/';

/**
 * Opens the Runtime API of one environment on a port of its own (developer guide, "Using the Lambda runtime API for custom
 * runtimes"), so that who asks is known from where it asks and no environment can answer for another.
 */
export async function openRuntimeApi(listener: RuntimeApiListener): Promise<RuntimeApi> {
  // An environment posts its answer and asks for the next invocation in one breath: they count in that order, though the
  // answer's body is still being read when the question is there already.
  let turn = Promise.resolve();
  const server = createServer(
    { keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0, noDelay: true },
    (request, response) => {
      turn = turn.then(() => answer(listener, request, response)).catch(() => void response.destroy());
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  server.unref();
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function answer(
  listener: RuntimeApiListener,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const memoryBytes = Number(request.headers['environment-max-memory']);
  const cpuMs = Number(request.headers['environment-cpu-time']);
  if (memoryBytes > 0 && cpuMs >= 0) listener.usage({ memoryBytes, cpuMs });
  const path = request.url ?? '';
  if (request.method === 'GET' && path === `${BASE}invocation/next`) {
    listener.next((headers, payload) => {
      response.writeHead(200, {
        ...headers,
        'Content-Type': 'application/json',
        'Content-Length': Buffer.byteLength(payload),
      });
      response.end(payload);
    });
    return;
  }
  const { body, size } = await readBody(request);
  const [, requestId, kind] = /^invocation\/([^/]+)\/(response|error)$/.exec(path.slice(BASE.length)) ?? [];
  if (request.method !== 'POST' || !path.startsWith(BASE)) reply(response, 404, 'NotFound', 'Not found');
  else if (path === `${BASE}init/error`) {
    listener.initError(body ?? Buffer.alloc(0));
    reply(response, 202);
  } else if (requestId === undefined) reply(response, 404, 'NotFound', 'Not found');
  else if (!body) {
    if (listener.responseTooLarge(requestId, size)) {
      reply(
        response,
        413,
        'RequestEntityTooLarge',
        `Exceeded maximum allowed payload size (${limits.responseBytes} bytes).`,
      );
    } else reply(response, 400, 'InvalidRequestID', 'Invalid request ID');
  } else {
    const posted = { requestId, body, contentType: request.headers['content-type'] };
    const taken = kind === 'response' ? listener.response(posted) : listener.error(posted);
    if (taken) reply(response, 202);
    else reply(response, 400, 'InvalidRequestID', 'Invalid request ID');
  }
}

function reply(response: ServerResponse, status: number, errorType?: string, errorMessage?: string): void {
  const text = JSON.stringify(errorType ? { errorType, errorMessage } : { status: 'OK' });
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
  });
  response.end(text);
}

/** Reads the whole body, but keeps no more of it than Lambda takes. */
async function readBody(request: IncomingMessage): Promise<{ body: Buffer | undefined; size: number }> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limits.responseBytes) chunks.push(chunk);
  }
  return { body: size > limits.responseBytes ? undefined : Buffer.concat(chunks), size };
}
