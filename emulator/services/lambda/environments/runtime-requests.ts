import type { Socket } from 'node:net';
import { limits } from '../limits.ts';

/** A request on the Runtime API. */
export interface RuntimeRequest {
  method: string;
  path: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  /** Undefined if it is larger than Lambda accepts; `size` says how large. */
  body: Buffer | undefined;
  size: number;
}

const HEADERS_END = Buffer.from('\r\n\r\n');
const HEADERS_AT_MOST = 64 * 1024;

/**
 * Passes each request of a connection to `handle`, in order. A body has a Content-Length, or is chunked; it is read whole, and only kept up
 * to Lambda's limit. Anything but HTTP ends the connection.
 *
 * Each invocation has two requests, on one connection of our own runtime, so this does not use `node:http`, which takes several times as
 * long for each.
 */
export function readRequests(socket: Socket, handle: (request: RuntimeRequest) => void): void {
  let received: Buffer = Buffer.alloc(0);
  let head: Head | undefined;
  let body: Body | undefined;

  socket.on('data', (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    try {
      while (step());
    } catch {
      socket.destroy();
    }
  });

  /** Consumes what it can from the front; false if more has to come. */
  function step(): boolean {
    if (!head || !body) {
      const end = received.indexOf(HEADERS_END);
      if (end < 0) {
        if (received.length > HEADERS_AT_MOST) throw new Error('The headers are too long.');
        return false;
      }
      head = parseHead(received.toString('latin1', 0, end));
      body = bodyOf(head);
      received = received.subarray(end + HEADERS_END.length);
      if (head.headers['expect'] === '100-continue') socket.write('HTTP/1.1 100 Continue\r\n\r\n');
    }
    const taken = body.take(received);
    received = received.subarray(taken);
    if (!body.complete) return false;
    const request = { ...head, body: body.bytes(), size: body.size };
    head = undefined;
    body = undefined;
    handle(request);
    return received.length > 0;
  }
}

type Head = Pick<RuntimeRequest, 'method' | 'path' | 'headers'>;

function parseHead(text: string): Head {
  const [first = '', ...lines] = text.split('\r\n');
  const [method = '', path = '', version] = first.split(' ');
  if (!version?.startsWith('HTTP/1.')) throw new Error('This is no HTTP.');
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  return { method, path, headers };
}

/** A body that is being read. */
interface Body {
  /** Consumes these bytes' part of it, and returns how many that were. */
  take(bytes: Buffer): number;
  readonly complete: boolean;
  readonly size: number;
  bytes(): Buffer | undefined;
}

function bodyOf({ headers }: Head): Body {
  const kept: Buffer[] = [];
  let size = 0;
  const keep = (bytes: Buffer) => {
    size += bytes.length;
    if (size <= limits.responseBytes) kept.push(bytes);
    else kept.length = 0;
  };
  const bytes = () => {
    if (size > limits.responseBytes) return undefined;
    return kept.length === 1 ? kept[0] : Buffer.concat(kept);
  };
  if (headers['transfer-encoding'] === 'chunked') return chunkedBody(keep, () => size, bytes);
  let left = Number(headers['content-length'] ?? 0);
  if (!(left >= 0)) throw new Error('The length is none.');
  return {
    take(received) {
      const part = received.subarray(0, left);
      left -= part.length;
      if (part.length > 0) keep(part);
      return part.length;
    },
    get complete() {
      return left === 0;
    },
    get size() {
      return size;
    },
    bytes,
  };
}

/** RFC 9112, section 7.1. */
function chunkedBody(keep: (bytes: Buffer) => void, size: () => number, bytes: Body['bytes']): Body {
  let complete = false;
  return {
    take(received) {
      let at = 0;
      while (!complete) {
        const lineEnd = received.indexOf('\r\n', at, 'latin1');
        if (lineEnd < 0) break;
        const length = Number.parseInt(received.toString('latin1', at, lineEnd), 16);
        if (Number.isNaN(length)) throw new Error('This is no chunk.');
        const end = lineEnd + 2 + length;
        // Trailers are not used on this API.
        if (received.length < end + 2) break;
        if (length > 0) keep(received.subarray(lineEnd + 2, end));
        else complete = true;
        at = end + 2;
      }
      return at;
    },
    get complete() {
      return complete;
    },
    get size() {
      return size();
    },
    bytes,
  };
}
