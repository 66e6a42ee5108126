import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CreateTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Engine, startEngine } from '../../emulator/engine.ts';

const root = join(import.meta.dirname, '..', '..');
const SERVICES = ['apigateway', 'cognito-idp', 'dynamodb', 'iam', 'lambda', 'logs', 's3', 'sts'];

/** Stands in for a licensed LocalStack, which needs a token: reports the same about itself, and lets the engine answer. */
async function standIn({ port }: Pick<Engine, 'port'>, licensed: boolean) {
  const about = { version: '2026.8.0', edition: 'pro' };
  const answers: Record<string, unknown> = {
    '/_localstack/info': { ...about, is_license_activated: licensed, is_docker: false },
    '/_localstack/health': {
      ...about,
      services: Object.fromEntries(SERVICES.map((name) => [name, 'available'])),
    },
  };
  const server = createServer((incoming, response) => {
    const answer = answers[incoming.url ?? ''];
    if (answer) {
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer));
      return;
    }
    const { url: path, method, headers } = incoming;
    const outgoing = request({ host: '127.0.0.1', port, path, method, headers }, (result) => {
      response.writeHead(result.statusCode ?? 502, result.rawHeaders);
      result.pipe(response);
    });
    outgoing.on('error', () => response.destroy());
    incoming.pipe(outgoing);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

let stateDir: string;
beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'gatehouse-attach-'));
});
afterEach(() => rm(stateDir, { recursive: true, force: true }));

/** Runs one command of the environment, as make does. */
async function make(command: string, LOCALSTACK_ENDPOINT: string): Promise<{ code: number; said: string }> {
  const run = promisify(execFile)(process.execPath, [join(root, 'build', 'environment.mjs'), command], {
    cwd: root,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], STATE_DIR: stateDir, LOCALSTACK_ENDPOINT },
  });
  return run.then(
    ({ stdout, stderr }) => ({ code: 0, said: stdout + stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      said: error.stdout + error.stderr,
    }),
  );
}

test('attaches to a running LocalStack, touches only its own resources, and never stops it', async () => {
  await using engine = await startEngine();
  await using localStack = await standIn(engine, true);
  const dynamodb = new DynamoDBClient({
    endpoint: localStack.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const tables = async () => (await dynamodb.send(new ListTablesCommand({}))).TableNames;
  await dynamodb.send(
    new CreateTableCommand({
      TableName: 'theirs',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    }),
  );

  const up = await make('up', localStack.url);
  expect(up).toMatchObject({
    code: 0,
    said: expect.stringContaining('LocalStack 2026.8.0, edition pro, not ours: attached'),
  });
  expect(await tables()).toEqual(['theirs', 'user']);
  expect((await make('status', localStack.url)).said).toContain('attached');
  expect((await make('doctor', localStack.url)).said).toContain('not ours to stop');
  expect(await make('down', localStack.url)).toMatchObject({
    code: 0,
    said: expect.stringContaining('is not ours and goes on'),
  });
  expect(await tables()).toEqual(['theirs', 'user']);
  const destroyed = await make('destroy', localStack.url);
  expect(destroyed).toEqual({ code: 0, said: destroyed.said });
  expect(await tables()).toEqual(['theirs']);
  dynamodb.destroy();
});

test('rejects a LocalStack without a licence before it creates anything', async () => {
  await using engine = await startEngine();
  await using localStack = await standIn(engine, false);
  const { code, said } = await make('up', localStack.url);
  expect(code).toBe(1);
  expect(said).toContain('has no active licence');
  expect((await make('doctor', localStack.url)).said).toContain('has no active licence');
  expect((await make('up', 'localhost:4566')).said).toContain('LOCALSTACK_ENDPOINT is "localhost:4566"');
});
