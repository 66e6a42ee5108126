import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import aws4 from 'aws4';
import { type Figure, quantile, timed } from '../figure.ts';

const SMALL_CALLS = 2_000;
const LARGE = 100 * 1024 * 1024;
const LARGE_RUNS = 5;

/** An upstream that answers at once: only the way to it is measured. */
const UPSTREAM = `
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

/** What the engine adds to a call upstream, beside the same call to the upstream alone. */
export async function passingThrough(): Promise<Figure[]> {
  const upstream = spawn(process.execPath, ['-e', UPSTREAM], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const behind = await addressOf(upstream);
  const { PATH, HOME } = process.env;
  const engine = fork('build/engine.mjs', { env: { PATH, HOME, PORT: '0', UPSTREAM: behind }, silent: true });
  const agent = new Agent({ keepAlive: true });
  try {
    const before = await addressOf(engine);
    const medians: number[] = [];
    for (const url of [behind, before]) {
      const samples: number[] = [];
      for (let index = 0; index < SMALL_CALLS; index += 1)
        samples.push(await timed(() => call(agent, url, 'GET', '/bucket/small')));
      medians.push(quantile(samples.slice(SMALL_CALLS / 10), 0.5));
    }
    const shares: number[] = [];
    for (const method of ['GET', 'PUT']) {
      const rates: number[] = [];
      for (const url of [behind, before]) {
        const samples: number[] = [];
        for (let index = 0; index < LARGE_RUNS; index += 1)
          samples.push(await timed(() => call(agent, url, method, '/bucket/large')));
        rates.push(1 / quantile(samples, 0.5));
      }
      shares.push(((rates[1] ?? 0) / (rates[0] ?? 1)) * 100);
    }
    const [alone = 0, through = 0] = medians;
    const [down = 0, up = 0] = shares;
    return [
      {
        name: 'a call to an upstream that answers at once, added by the engine, median',
        value: through - alone,
        unit: 'ms',
        reach: '≤ 1 ms',
      },
      {
        name: '100 MB from an upstream, share of its own throughput',
        value: down,
        unit: '%',
        reach: '≥ 80 %',
      },
      { name: '100 MB to an upstream, share of its own throughput', value: up, unit: '%', reach: '≥ 80 %' },
    ];
  } finally {
    agent.destroy();
    for (const child of [engine, upstream]) child.kill();
  }
}

async function addressOf(child: ChildProcess): Promise<string> {
  const [{ url }] = (await once(child, 'message')) as [{ url: string }];
  return url;
}

async function call(agent: Agent, url: string, method: string, path: string): Promise<void> {
  const { host, hostname, port } = new URL(url);
  const length = method === 'PUT' ? { 'Content-Length': String(LARGE) } : {};
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
  if (method === 'PUT') {
    const part = Buffer.alloc(1024 * 1024);
    for (let left = LARGE / part.length; left > 0; left -= 1)
      if (!sent.write(part)) await once(sent, 'drain');
  }
  sent.end();
  const [response] = await answered;
  response.resume();
  await once(response, 'end');
  if (response.statusCode !== 200)
    throw new Error(`${method} ${url}${path} answered ${response.statusCode}.`);
}
