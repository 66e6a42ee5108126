// @ts-check
import { connect } from 'node:net';

/**
 * @typedef {{ status: number, headers: Record<string, string>, body: Buffer }} ApiAnswer
 * @typedef {{ ref(): void, unref(): void, send(method: string, path: string, headers?: Record<string, string>, body?: string | Buffer): Promise<ApiAnswer> }} ApiClient
 */

const HEADERS_END = Buffer.from('\r\n\r\n');

/**
 * Opens the one connection on which this environment speaks the Runtime API. It is written on a bare socket and not on
 * `node:http`, so that what a function does to that module (agents, patches of tracing libraries) stays out of the
 * runtime's own traffic, and so that a process starts without loading it. Answers come in the order of the requests,
 * so a response may be posted and the next invocation asked for in one breath.
 *
 * @param {string} address `host:port` of the Runtime API
 * @returns {ApiClient}
 */
export function openApi(address) {
  const colon = address.lastIndexOf(':');
  const socket = connect({
    host: address.slice(0, colon),
    port: Number(address.slice(colon + 1)),
    noDelay: true,
  });
  /** @type {((answer: ApiAnswer) => void)[]} */
  const waiting = [];
  let received = Buffer.alloc(0);

  socket.on('data', (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    for (let parsed = parseAnswer(received); parsed; parsed = parseAnswer(received)) {
      received = received.subarray(parsed.length);
      waiting.shift()?.(parsed.answer);
    }
  });
  // Without its API the environment is of no use, and nobody is left to report to.
  socket.on('error', () => process.kill(process.pid, 'SIGKILL'));
  socket.on('close', () => process.kill(process.pid, 'SIGKILL'));

  return {
    ref: () => void socket.ref(),
    unref: () => void socket.unref(),
    send(method, path, headers = {}, body) {
      const lines = [`${method} /2018-06-01/runtime/${path} HTTP/1.1`, `Host: ${address}`];
      for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`);
      if (method === 'POST')
        lines.push(`Content-Length: ${body === undefined ? 0 : Buffer.byteLength(body)}`);
      socket.cork();
      socket.write(`${lines.join('\r\n')}\r\n\r\n`);
      if (body !== undefined && body.length > 0) socket.write(body);
      socket.uncork();
      return new Promise((resolve) => waiting.push(resolve));
    },
  };
}

/**
 * Reads one answer off the front; undefined when it is not there in full yet.
 *
 * @param {Buffer} bytes
 * @returns {{ answer: ApiAnswer, length: number } | undefined}
 */
function parseAnswer(bytes) {
  const end = bytes.indexOf(HEADERS_END);
  if (end < 0) return undefined;
  const [statusLine = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n');
  /** @type {Record<string, string>} */
  const headers = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  const start = end + HEADERS_END.length;
  const length = start + Number(headers['content-length'] ?? 0);
  if (bytes.length < length) return undefined;
  return {
    answer: {
      status: Number(statusLine.split(' ')[1]),
      headers,
      body: Buffer.from(bytes.subarray(start, length)),
    },
    length,
  };
}
