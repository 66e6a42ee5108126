import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';

/**
 * The baseline for the gate: the least that a reverse proxy in Node.js can do. It adds the origin's secret and passes everything on unread,
 * with keep-alive on both sides. `ORIGIN_URL` and `ORIGIN_SECRET` say where to.
 */
const origin = new Pool(process.env['ORIGIN_URL'] ?? '', { connections: 128 });
const secret = process.env['ORIGIN_SECRET'] ?? '';

const server = createServer((request, response) => {
  origin.dispatch(
    {
      method: request.method as 'GET',
      path: request.url ?? '/',
      headers: { ...request.headers, 'x-origin-secret': secret },
      body: request.method === 'GET' ? null : request,
    },
    {
      onConnect: () => undefined,
      onHeaders(statusCode, headers, resume) {
        response.on('drain', resume).writeHead(statusCode, headers.map(String));
        return true;
      },
      onData: (chunk) => response.write(chunk),
      onComplete: () => void response.end(),
      onError: () => void response.destroy(),
    },
  );
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
process.on('SIGTERM', () => process.exit(0));
