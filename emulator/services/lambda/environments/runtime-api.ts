import { type AddressInfo, createServer, type Socket } from 'node:net';
import { limits } from '../limits.ts';
import { type RuntimeRequest, readRequests } from './runtime-requests.ts';

/** An environment's posted answer of an invocation. */
export interface Posted {
  requestId: string;
  body: Buffer;
  contentType: string | undefined;
}

/** What happens on the Runtime API of one environment. */
export interface RuntimeApiListener {
  /** The environment is ready for an invocation; `deliver` gives it one, whenever that comes. */
  next(deliver: (headers: Record<string, string>, payload: string | Uint8Array) => void): void;
  /** False if this is not the running invocation. */
  response(posted: Posted): boolean;
  /** The answer was larger than Lambda accepts. */
  responseTooLarge(requestId: string, bytes: number): boolean;
  error(posted: Posted): boolean;
  initError(body: Buffer): void;
  /** The environment's peak memory and its CPU time so far, by its own report. */
  usage(usage: { memoryBytes: number; cpuMs: number }): void;
}

export interface RuntimeApi {
  /** `127.0.0.1:<port>`, for AWS_LAMBDA_RUNTIME_API. */
  readonly address: string;
  close(): void;
}

const BASE = '/2018-06-01/runtime/';

/**
 * Opens the Runtime API of one environment on its own port (developer guide, "Using the Lambda runtime API for custom runtimes"), so that
 * the port identifies the environment and none can answer for another.
 */
export async function openRuntimeApi(listener: RuntimeApiListener): Promise<RuntimeApi> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // The process has ended, which says enough.
    socket.on('error', () => undefined);
    const answer = answers(socket, listener);
    readRequests(socket, answer);
  });
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
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Answers the requests of one connection in order: the next after the one before is answered. */
function answers(socket: Socket, listener: RuntimeApiListener): (request: RuntimeRequest) => void {
  /** An acknowledgement that nobody waits for is sent with the next invocation: one write less, and one wake-up of the process less. */
  let held = '';
  const reply = (status: string, content: object, hold = false) => {
    const text = JSON.stringify(content);
    held += `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
    if (hold) return;
    socket.write(held);
    held = '';
  };
  return (request) => {
    const { method, path, headers, body, size } = request;
    const ours = noteUsage(headers, listener);
    const name = path.startsWith(BASE) ? path.slice(BASE.length) : '';
    if (method === 'GET' && name === 'invocation/next') {
      listener.next((more, payload) => {
        const lines = Object.entries(more).map(([header, value]) => `${header}: ${value}\r\n`);
        const head = `${held}HTTP/1.1 200 OK\r\n${lines.join('')}Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(payload)}\r\n\r\n`;
        held = '';
        if (typeof payload === 'string') socket.write(head + payload);
        else socket.write(Buffer.concat([Buffer.from(head, 'latin1'), payload]));
      });
      return;
    }
    const [, requestId, kind] = /^invocation\/([^/]+)\/(response|error)$/.exec(name) ?? [];
    if (method === 'POST' && name === 'init/error') {
      listener.initError(body ?? Buffer.alloc(0));
      reply('202 Accepted', ACCEPTED);
    } else if (method !== 'POST' || requestId === undefined) reply('404 Not Found', NOT_FOUND);
    else if (!body) {
      if (listener.responseTooLarge(requestId, size)) reply('413 Payload Too Large', TOO_LARGE);
      else reply('400 Bad Request', NOT_THIS);
    } else {
      const posted = { requestId, body, contentType: headers['content-type'] };
      const taken = kind === 'response' ? listener.response(posted) : listener.error(posted);
      // Our own runtimes ask for the next invocation without having read this.
      if (taken) reply('202 Accepted', ACCEPTED, ours && kind === 'response');
      else reply('400 Bad Request', NOT_THIS);
    }
  };
}

const ACCEPTED = { status: 'OK' };
const NOT_FOUND = { errorType: 'NotFound', errorMessage: 'Not found' };
const NOT_THIS = { errorType: 'InvalidRequestID', errorMessage: 'Invalid request ID' };
const TOO_LARGE = {
  errorType: 'RequestEntityTooLarge',
  errorMessage: `Exceeded maximum allowed payload size (${limits.responseBytes} bytes).`,
};

/** Reads what our runtimes report about their process; false if it is no report. */
function noteUsage(headers: RuntimeRequest['headers'], listener: RuntimeApiListener): boolean {
  const memoryBytes = Number(headers['environment-max-memory']);
  const cpuMs = Number(headers['environment-cpu-time']);
  if (!(memoryBytes > 0 && cpuMs >= 0)) return false;
  listener.usage({ memoryBytes, cpuMs });
  return true;
}
