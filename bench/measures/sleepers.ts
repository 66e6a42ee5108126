import {
  CreateFunctionCommand,
  InvokeCommand,
  LambdaClient,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import type { BenchEnvironment } from '../bench-environment.ts';
import { type Figure, timed } from '../figure.ts';
import { provisionedRole } from '../provisioned-role.ts';

const CALLERS = 100;
const ROUNDS = 5;

/** 100 simultaneous callers of a function that waits for a second: with no environment, and with one for each. */
export async function sleepers({ outputs }: BenchEnvironment): Promise<Figure[]> {
  const client = new LambdaClient({
    endpoint: outputs.endpoint,
    region: outputs.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestHandler: { httpsAgent: { maxSockets: CALLERS }, httpAgent: { maxSockets: CALLERS } },
  });
  const source = 'export const handler = () => new Promise((resolve) => setTimeout(resolve, 1000));';
  const FunctionName = 'sleeper';
  await client.send(
    new CreateFunctionCommand({
      FunctionName,
      Role: await provisionedRole(client, outputs),
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Code: { ZipFile: zipSync({ 'index.mjs': strToU8(source) }) },
    }),
  );
  await waitUntilFunctionActiveV2({ client, maxWaitTime: 30, minDelay: 1 }, { FunctionName });
  const all = () =>
    Promise.all(Array.from({ length: CALLERS }, () => client.send(new InvokeCommand({ FunctionName }))));
  const cold = await timed(all);
  // Those that ended first ran twice: each round has more of them.
  for (let round = 0; round < ROUNDS; round += 1) await all();
  const warm = await timed(all);
  client.destroy();
  return [
    { name: `λ that sleeps 1 s, ${CALLERS} callers, none there before`, value: cold, unit: 'ms' },
    {
      name: `λ that sleeps 1 s, ${CALLERS} callers, one there for each`,
      value: warm,
      unit: 'ms',
      reach: '≤ 2,000 ms',
    },
  ];
}
