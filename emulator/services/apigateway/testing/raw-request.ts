import { request as httpRequest } from 'node:http';

export interface RawAnswer {
  status: number;
  /** In the case in which they were sent. */
  rawHeaders: string[];
  headers: Record<string, string>;
  body: string;
}

export interface RawRequest {
  method?: string;
  /** The literal request line: nothing is normalised. */
  path: string;
  /** A flat list keeps case, order and repetitions. */
  headers?: string[] | Record<string, string>;
  body?: string | Buffer;
}

/** Sends one request over its own connection, exactly as given; fetch would normalise it. */
export function rawRequest(
  port: number,
  { method = 'GET', path, headers, body }: RawRequest,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      { host: '127.0.0.1', port, method, path, headers: headers as never, agent: false },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () =>
          resolve({
            status: incoming.statusCode ?? 0,
            rawHeaders: incoming.rawHeaders,
            headers: incoming.headers as Record<string, string>,
            body: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
