import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AddPermissionCommand,
  CreateAliasCommand,
  GetFunctionCommand,
  GetPolicyCommand,
  InvokeCommand,
  LambdaClient,
  UpdateFunctionCodeCommand,
} from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startEngine } from '../../engine.ts';
import { TestClock } from '../../store/clock.ts';
import { openLambdaBench, zipOf } from './testing/lambda-bench.ts';

let stateDir: string;
beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'gatehouse-restart-'));
});
afterEach(async () => {
  await rm(stateDir, { recursive: true, force: true });
});

const clientOf = (endpoint: string) =>
  new LambdaClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });

test('keeps functions, versions, aliases and policies over a restart, and drops unused code', async () => {
  const FunctionName = 'f';
  {
    await using bench = await openLambdaBench({ stateDir });
    await bench.create(FunctionName, "export const handler = async () => 'first';", { Publish: true });
    await bench.client.send(new CreateAliasCommand({ FunctionName, Name: 'live', FunctionVersion: '1' }));
    const permission = {
      FunctionName,
      StatementId: 's',
      Action: 'lambda:InvokeFunction',
      Principal: 's3.amazonaws.com',
    };
    await bench.client.send(new AddPermissionCommand(permission));
    for (const text of ['never asked for', 'second']) {
      const ZipFile = zipOf(`export const handler = async () => '${text}';`);
      await bench.client.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile }));
    }
  }
  expect(
    (await readdir(join(stateDir, 'lambda', 'code'))).filter((name) => name.endsWith('.zip')),
  ).toHaveLength(3);
  await using engine = await startEngine({ stateDir });
  const client = clientOf(engine.endpoint);
  const run = async (Qualifier?: string) => {
    const { Payload } = await client.send(new InvokeCommand({ FunctionName, Qualifier }));
    return Payload?.transformToString();
  };
  expect(await run()).toBe('"second"');
  expect(await run('live')).toBe('"first"');
  const { Configuration } = await client.send(new GetFunctionCommand({ FunctionName }));
  expect(Configuration).toMatchObject({ State: 'Active', LastUpdateStatus: 'Successful' });
  expect((await client.send(new GetPolicyCommand({ FunctionName }))).Policy).toContain('"Sid":"s"');
  expect(
    (await readdir(join(stateDir, 'lambda', 'code'))).filter((name) => name.endsWith('.zip')),
  ).toHaveLength(2);
  client.destroy();
});

test('retries a waiting event after a restart', async () => {
  const clock = new TestClock(Date.now());
  {
    await using bench = await openLambdaBench({ stateDir, clock });
    await bench.create('f', "export const handler = async (event) => { throw new Error('again'); };");
    const failed = new Promise<void>((resolve) =>
      bench.engine.context.events.subscribe('invocation', () => resolve()),
    );
    await bench.client.send(new InvokeCommand({ FunctionName: 'f', InvocationType: 'Event' }));
    await failed;
    await new Promise((resolve) => setImmediate(resolve));
  }
  await using engine = await startEngine({ stateDir });
  const again = await new Promise((resolve) => {
    engine.context.events.subscribe('invocation', ({ functionArn }) => resolve(functionArn));
  });
  expect(again).toBe('arn:aws:lambda:us-east-1:000000000000:function:f');
});
