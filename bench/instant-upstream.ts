import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';

/** The size of a large object, in bytes. */
export const LARGE = 100 * 1024 * 1024;

/** An upstream that answers at once: only the way to it is measured. */
const PROGRAM = `
const large = Buffer.alloc(1024 * 1024);
require('node:http').createServer((request, response) => {
  request.resume();
  request.once('end', () => {
    if (!request.url.endsWith('/large') || request.method !== 'GET') return response.end('{}');
    response.writeHead(200, { 'Content-Length': ${LARGE} });
    let left = ${LARGE / (1024 * 1024)};
    const send = () => { while (left-- > 0) if (!response.write(large)) return response.once('drain', send); response.end(); };
    send();
  });
}).listen(0, '127.0.0.1', function () { process.send({ url: 'http://127.0.0.1:' + this.address().port }); });
`;

/** A process with an address. */
export interface Addressed extends Disposable {
  readonly url: string;
  readonly pid: number;
}

/** Starts that upstream. */
export async function instantUpstream(): Promise<Addressed> {
  return addressed(
    spawn(process.execPath, ['-e', PROGRAM], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }),
  );
}

/** Starts an engine in front of it. */
export async function engineBefore(upstream: string): Promise<Addressed> {
  const { PATH, HOME } = process.env;
  return addressed(
    fork('build/engine.mjs', { env: { PATH, HOME, PORT: '0', UPSTREAM: upstream }, silent: true }),
  );
}

async function addressed(child: ChildProcess): Promise<Addressed> {
  const [{ url }] = (await once(child, 'message')) as [{ url: string }];
  return { url, pid: child.pid ?? 0, [Symbol.dispose]: () => void child.kill() };
}
