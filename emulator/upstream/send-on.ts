import type { Readable } from 'node:stream';
import { type Dispatcher, errors, Pool } from 'undici';

/** How long the upstream may take to accept a connection, and to begin its answer, in milliseconds: CreateStack waits for its stack. */
const CONNECT_WITHIN = 5_000;
const ANSWER_WITHIN = 900_000;

export interface Outgoing {
  method: string;
  path: string;
  headers: string[];
  body: Readable | Uint8Array | null;
  signal: AbortSignal;
}

export interface Incoming {
  status: number;
  /** A flat list of names and values. */
  headers: readonly string[];
  body: Readable;
}

/** The connections to the upstream. */
export interface Connections extends AsyncDisposable {
  /** The upstream's address. */
  readonly url: string;
  /** Resolves with the head of the answer; its body flows as it is read. Rejects with UpstreamAway. */
  send(request: Outgoing): Promise<Incoming>;
}

/** The upstream did not accept the call, or went away before it answered. */
export class UpstreamAway extends Error {
  override readonly name = 'UpstreamAway';
}

/** Opens the pool of connections to an upstream. It connects only when needed, each time. */
export function openConnections(origin: string): Connections {
  const pool = new Pool(origin, {
    connections: 256,
    pipelining: 1,
    connect: { timeout: CONNECT_WITHIN },
    headersTimeout: ANSWER_WITHIN,
    bodyTimeout: ANSWER_WITHIN,
    keepAliveTimeout: 4_000,
  });
  return {
    url: origin,
    async send({ method, path, headers, body, signal }) {
      try {
        const answer = await pool.request({
          method: method as Dispatcher.HttpMethod,
          path,
          headers,
          body,
          signal,
          responseHeaders: 'raw',
        });
        const raw = answer.headers as unknown as readonly (Buffer | string)[];
        return {
          status: answer.statusCode,
          headers: raw.map((part) => (typeof part === 'string' ? part : part.toString('latin1'))),
          body: answer.body,
        };
      } catch (cause) {
        throw new UpstreamAway(reasonOf(cause), { cause });
      }
    },
    [Symbol.asyncDispose]: () => pool.destroy(),
  };
}

function reasonOf(cause: unknown): string {
  if (cause instanceof errors.SocketError) return 'the connection broke';
  const { code, message } = cause as NodeJS.ErrnoException;
  return typeof code === 'string' ? code : message;
}
