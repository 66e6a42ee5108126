import {
  CreateFunctionCommand,
  LambdaClient,
  type Runtime,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import aws4 from 'aws4';
import { strToU8, zipSync } from 'fflate';
import { Pool } from 'undici';
import { findPython } from '../../emulator/services/lambda/sandbox/find-python.ts';
import type { BenchEnvironment } from '../bench-environment.ts';
import { type Figure, quantile, timed } from '../figure.ts';
import { provisionedRole } from '../provisioned-role.ts';

const COLD_RUNS = 10;
const WARM_RUNS = 1000;
const CALLERS = 32;
const CALLS = 4000;

/** An empty handler, over the wire: a signed request to the engine's port and back. The SDK's own time is not in it. */
export async function functions(environment: BenchEnvironment): Promise<Figure[]> {
  const ofNode = await measured(environment, {
    label: 'λ',
    Runtime: 'nodejs22.x',
    file: 'index.mjs',
    source: 'export const handler = async () => ({});',
  });
  if (!(await findPython())) return ofNode;
  const ofPython = await measured(environment, {
    label: 'λ in Python',
    Runtime: 'python3.13',
    file: 'index.py',
    source: 'def handler(event, context):\n  return {}\n',
  });
  return [...ofNode, ...ofPython];
}

interface Program {
  label: string;
  Runtime: Runtime;
  file: string;
  source: string;
}

async function measured(
  { outputs }: BenchEnvironment,
  { label, Runtime, file, source }: Program,
): Promise<Figure[]> {
  const lambda = new LambdaClient({
    endpoint: outputs.endpoint,
    region: outputs.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const Role = await provisionedRole(lambda, outputs);
  const ZipFile = zipSync({ [file]: strToU8(source) });
  const names = Array.from({ length: COLD_RUNS }, (_, index) => `bench-${file.split('.')[1]}-${index}`);
  const [first = ''] = names;
  for (const FunctionName of names) {
    await lambda.send(
      new CreateFunctionCommand({
        FunctionName,
        Role,
        Runtime,
        Handler: 'index.handler',
        Code: { ZipFile },
      }),
    );
    await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 30, minDelay: 1 }, { FunctionName });
  }
  const pool = new Pool(outputs.endpoint, { connections: CALLERS });
  const call = (name: string) => invoke(pool, outputs.endpoint, outputs.region, name);

  const cold: number[] = [];
  for (const name of names) {
    cold.push(await timed(call(name)));
    await settle();
  }
  const warm: number[] = [];
  for (let index = 0; index < WARM_RUNS; index += 1) warm.push(await timed(call(first)));
  const together = await timed(async () => {
    let left = CALLS;
    const caller = async () => {
      while (left-- > 0) await call(first)();
    };
    await Promise.all(Array.from({ length: CALLERS }, caller));
  });
  await pool.close();
  lambda.destroy();
  return [
    { name: `${label} cold, median`, value: quantile(cold, 0.5), unit: 'ms', reach: '≤ 120 ms' },
    { name: `${label} warm, median`, value: quantile(warm, 0.5), unit: 'ms', reach: '≤ 1.5 ms' },
    { name: `${label} warm, 99th percentile`, value: quantile(warm, 0.99), unit: 'ms' },
    {
      name: `${label}, ${CALLERS} callers at once`,
      value: (CALLS / together) * 1000,
      unit: 'req/s',
      reach: '≥ 1,500 req/s',
    },
  ];
}

/** Signs the request now, and returns what is to be timed. */
function invoke(pool: Pool, endpoint: string, region: string, name: string): () => Promise<void> {
  const path = `/2015-03-31/functions/${name}/invocations`;
  const { headers } = aws4.sign(
    { host: new URL(endpoint).host, path, method: 'POST', body: '{}', service: 'lambda', region },
    { accessKeyId: 'test', secretAccessKey: 'test' },
  );
  return async () => {
    const { statusCode, body } = await pool.request({
      method: 'POST',
      path,
      body: '{}',
      headers: headers as Record<string, string>,
    });
    const text = await body.text();
    if (statusCode !== 200 || text !== '{}') throw new Error(`Invoke answered ${statusCode} ${text}`);
  };
}

/** Gives the pool's spare process time to come back, as between two cold starts in real use. */
function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 400));
}
