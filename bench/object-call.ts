import { once } from 'node:events';
import { type Agent, type IncomingMessage, request } from 'node:http';
import aws4 from 'aws4';

const PART = 1024 * 1024;

/** Gets or puts an object by a signed request, and reads the whole answer. `size` is what is put, in bytes. Throws where the answer is no success. */
export async function objectCall(
  agent: Agent,
  url: string,
  method: 'GET' | 'PUT',
  path: string,
  size = 0,
): Promise<void> {
  const { host, hostname, port } = new URL(url);
  const length = method === 'PUT' ? { 'Content-Length': String(size) } : {};
  const headers = { 'X-Amz-Content-Sha256': 'UNSIGNED-PAYLOAD', ...length };
  const signed = aws4.sign(
    { service: 's3', region: 'us-east-1', host, method, path, headers },
    { accessKeyId: 'test', secretAccessKey: 'test' },
  );
  const sent = request({
    agent,
    hostname,
    port,
    method,
    path,
    headers: signed.headers as Record<string, string>,
  });
  const answered = once(sent, 'response') as Promise<[IncomingMessage]>;
  const part = Buffer.alloc(Math.min(PART, size));
  for (let left = size; left > 0; left -= part.length)
    if (!sent.write(part.subarray(0, left))) await once(sent, 'drain');
  sent.end();
  const [response] = await answered;
  let text = '';
  response.on('data', (chunk: Buffer) => {
    if (response.statusCode !== 200) text += chunk;
  });
  await once(response, 'end');
  if (response.statusCode !== 200)
    throw new Error(`${method} ${url}${path} answered ${response.statusCode}: ${text}`);
}
