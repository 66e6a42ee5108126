import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { IAMClient, ListRolesCommand, ListRoleTagsCommand } from '@aws-sdk/client-iam';
import {
  GetFunctionUrlConfigCommand,
  InvokeCommand,
  LambdaClient,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda';
import { expect, test } from '@jest/globals';
import { startEngine } from '../../emulator/engine.ts';

const run = promisify(execFile);
const here = import.meta.dirname;
/** Where `npm install` has put Alchemy: here, or in the folder that `ALCHEMY_PACKAGES` names. It is no dependency of this project. */
const packages = join(process.env['ALCHEMY_PACKAGES'] ?? here, 'node_modules');

test('Alchemy makes a stack, changes nothing in a second run, changes all of it in place, and removes it', async () => {
  if (!existsSync(join(packages, 'alchemy'))) {
    process.stdout.write('Not tried with Alchemy: run `npm install` in examples/alchemy first.\n');
    return;
  }
  await using engine = await startEngine();
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-alchemy-'));
  for (const file of ['package.json', 'stack.mjs', 'counter.mjs'])
    await cp(join(here, file), join(folder, file));
  await symlink(packages, join(folder, 'node_modules'));
  const stack = (label: string) =>
    run(process.execPath, ['stack.mjs', label], {
      cwd: folder,
      env: {
        PATH: process.env['PATH'],
        HOME: folder,
        DO_NOT_TRACK: '1',
        AWS_ENDPOINT_URL: engine.endpoint,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
      },
    });
  const access = {
    endpoint: engine.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const lambda = new LambdaClient(access);
  const dynamodb = new DynamoDBClient(access);
  const iam = new IAMClient(access);
  const count = async () => {
    const { Payload = new Uint8Array() } = await lambda.send(new InvokeCommand({ FunctionName: 'visits' }));
    return JSON.parse(Buffer.from(Payload).toString('utf8')) as object;
  };
  try {
    await stack('first');
    expect(await count()).toEqual({ label: 'first', visits: 1 });
    const url = await lambda.send(new GetFunctionUrlConfigCommand({ FunctionName: 'visits' }));
    expect(url.AuthType).toBe('NONE');

    const before = engine.context.clock.now();
    await stack('first');
    const { Functions: [unchanged] = [] } = await lambda.send(new ListFunctionsCommand({}));
    expect(Date.parse(unchanged?.LastModified ?? '')).toBeLessThanOrEqual(before);

    await stack('second');
    expect(await count()).toEqual({ label: 'second', visits: 2 });
    const { Tags } = await iam.send(new ListRoleTagsCommand({ RoleName: 'visits' }));
    expect(Tags).toEqual(expect.arrayContaining([{ Key: 'label', Value: 'second' }]));

    await stack('destroy');
    expect((await lambda.send(new ListFunctionsCommand({}))).Functions).toEqual([]);
    expect((await dynamodb.send(new ListTablesCommand({}))).TableNames).toEqual([]);
    expect((await iam.send(new ListRolesCommand({}))).Roles).toEqual([]);
  } finally {
    for (const client of [lambda, dynamodb, iam]) client.destroy();
    await rm(folder, { recursive: true, force: true });
  }
}, 240_000);
