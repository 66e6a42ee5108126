import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import { duplexPair } from 'node:stream';
import { buffer } from 'node:stream/consumers';

export interface MadeUpRequest {
  method: string;
  headers: Record<string, string | string[]>;
  body: string;
}

/** The caller's address that functions and templates see in a test. */
const SOURCE_IP = 'test-invoke-source-ip';

/** Runs a made-up request over a connection in memory. Returns its status and body. Rejects if `handle` ends without an answer. */
export async function madeUpRequest(
  { method, headers, body }: MadeUpRequest,
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ status: number; body: string }> {
  const [near, far] = duplexPair();
  const server = createServer(handle);
  server.emit('connection', Object.assign(far, { remoteAddress: SOURCE_IP }));
  try {
    return await new Promise((resolve, reject) => {
      const sent = send({ method, path: '/', headers, createConnection: () => near });
      sent.once('error', reject);
      sent.once('response', (answer) => {
        buffer(answer).then(
          (bytes) => resolve({ status: answer.statusCode ?? 0, body: bytes.toString('utf8') }),
          reject,
        );
      });
      sent.end(body);
    });
  } finally {
    near.destroy();
    server.close();
  }
}
