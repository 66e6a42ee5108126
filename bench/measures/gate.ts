import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { APIGatewayClient, CreateRestApiCommand } from '@aws-sdk/client-api-gateway';
import autocannon from 'autocannon';
import { Pool } from 'undici';
import type { BenchEnvironment } from '../bench-environment.ts';
import { type Figure, quantile, timed } from '../figure.ts';
import { newCredential } from '../new-credential.ts';

/** As long as it takes until engine, function and origin run optimized code. */
const WARM_UP = 1000;
const SAMPLES = 1000;
const CONNECTIONS = 32;
const SECONDS = 6;
const CROWD = 500;
/** A cheap answer of the origin, so that the gate is measured and not the making of fake people. */
const PATH = '/users?count=0';

/** The gated request: not cached, cached, and beside a bare reverse proxy to the same origin. */
export async function gate({ outputs, uncached, originSecret }: BenchEnvironment): Promise<Figure[]> {
  const [cachedCredential, uncachedCredential] = await Promise.all([
    newCredential(outputs),
    newCredential(uncached),
  ]);
  const proxy = spawn(process.execPath, ['--import', 'tsx', 'bench/bare-proxy.ts'], {
    env: { ...process.env, ORIGIN_URL: outputs.originUrl, ORIGIN_SECRET: originSecret },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [{ url: proxyUrl }] = (await once(proxy, 'message')) as [{ url: string }];

  const bareLatency = await latency(`${proxyUrl}${PATH}`, undefined);
  const uncachedLatency = await latency(`${uncached.apiUrl}${PATH}`, uncachedCredential);
  const cachedLatency = await latency(`${outputs.apiUrl}${PATH}`, cachedCredential);
  const bare: number[] = [];
  const gated: number[] = [];
  // Alternating, because a shared machine drifts.
  for (let round = 0; round < 2; round += 1) {
    bare.push(await throughput(`${proxyUrl}${PATH}`, undefined));
    gated.push(await throughput(`${outputs.apiUrl}${PATH}`, cachedCredential));
  }
  await crowd(outputs);
  const crowdedLatency = await latency(`${uncached.apiUrl}${PATH}`, uncachedCredential);
  const crowdedRate = await throughput(`${outputs.apiUrl}${PATH}`, cachedCredential);
  proxy.kill('SIGTERM');
  await once(proxy, 'exit');
  const [bareRate, gatedRate] = [Math.max(...bare), Math.max(...gated)];
  return [
    { name: 'bare proxy, 1 connection, median', value: bareLatency, unit: 'ms' },
    { name: 'gated, cached, 1 connection, median', value: cachedLatency, unit: 'ms' },
    { name: 'gated, not cached, 1 connection, median', value: uncachedLatency, unit: 'ms', reach: '≤ 3 ms' },
    { name: `bare proxy, ${CONNECTIONS} connections`, value: bareRate, unit: 'req/s' },
    { name: `gated, cached, ${CONNECTIONS} connections`, value: gatedRate, unit: 'req/s' },
    { name: `not cached, 1 connection, beside ${CROWD} APIs`, value: crowdedLatency, unit: 'ms' },
    { name: `cached, ${CONNECTIONS} connections, beside ${CROWD} APIs`, value: crowdedRate, unit: 'req/s' },
    {
      name: 'gated and cached, of the bare proxy',
      value: (100 * gatedRate) / bareRate,
      unit: '%',
      reach: '≥ 60 %',
    },
  ];
}

/** Creates so many more APIs, to show what grows with their number. */
async function crowd({ endpoint, region }: BenchEnvironment['outputs']): Promise<void> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new APIGatewayClient({ endpoint, region, credentials });
  for (let index = 0; index < CROWD; index += 1)
    await client.send(new CreateRestApiCommand({ name: `crowd-${index}` }));
  client.destroy();
}

function headersFor(credential: string | undefined): Record<string, string> {
  return credential === undefined ? {} : { authorization: `Basic ${credential}` };
}

async function latency(url: string, credential: string | undefined): Promise<number> {
  const { origin, pathname, search } = new URL(url);
  const pool = new Pool(origin, { connections: 1 });
  const request = async () => {
    const { statusCode, body } = await pool.request({
      method: 'GET',
      path: `${pathname}${search}`,
      headers: headersFor(credential),
    });
    await body.text();
    if (statusCode !== 200) throw new Error(`${url} answered ${statusCode}.`);
  };
  for (let warmUp = 0; warmUp < WARM_UP; warmUp += 1) await request();
  const samples: number[] = [];
  for (let sample = 0; sample < SAMPLES; sample += 1) samples.push(await timed(request));
  await pool.close();
  return quantile(samples, 0.5);
}

async function throughput(url: string, credential: string | undefined): Promise<number> {
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: SECONDS,
    headers: headersFor(credential),
  });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${url}: ${result.non2xx} answers were no success, ${result.errors} requests failed.`);
  }
  return result.requests.average;
}
