import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { readConfig } from './config.ts';
import { serveOrigin } from './serve.ts';

const SECRET = 'the-secret-of-the-gateway';
const started: ChildProcess[] = [];

afterEach(() => {
  for (const child of started.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
});

/** Runs `main.ts` in a process of its own, with nothing but these variables. */
function start(environment: Record<string, string>) {
  const main = join(import.meta.dirname, 'main.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', main], { env: environment });
  started.push(child);
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    output.stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output.stderr += chunk.toString();
  });
  return { child, output };
}

test('prints one line, answers, and ends on SIGTERM although a client keeps its connection', async () => {
  const { child, output } = start({ PORT: '0', ORIGIN_SECRET: SECRET });
  await once(child.stdout, 'data');
  const url = /^mock-origin listens on (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(output.stdout)?.[1];
  expect((await fetch(`${url}/health`)).status).toBe(200);
  child.kill('SIGTERM');
  expect(await once(child, 'close')).toEqual([0, null]);
  expect(output.stderr).toBe('');
});

test('rejects a port in use in one sentence', async () => {
  await using running = await serveOrigin({ port: 0, host: '127.0.0.1', secret: SECRET });
  const port = new URL(running.url).port;
  const { child, output } = start({ PORT: port, ORIGIN_SECRET: SECRET });
  expect(await once(child, 'close')).toEqual([1, null]);
  expect(output.stderr).toBe(
    `mock-origin: port ${port} on 127.0.0.1 is in use; stop what uses it, or set PORT to another.\n`,
  );
});

test('has defaults, and rejects settings by name', () => {
  expect(readConfig({ ORIGIN_SECRET: SECRET })).toEqual({ port: 3000, host: '127.0.0.1', secret: SECRET });
  expect(readConfig({ ORIGIN_SECRET: SECRET, PORT: '0', HOST: '::1' })).toMatchObject({
    port: 0,
    host: '::1',
  });
  for (const port of ['65536', '-1', '80a', '1e3', ' 80']) {
    expect(() => readConfig({ ORIGIN_SECRET: SECRET, PORT: port })).toThrow('PORT');
  }
  expect(() => readConfig({})).toThrow('ORIGIN_SECRET is not set');
  for (const secret of ['short', 'with a space in it', 'sécret-with-an-accent']) {
    expect(() => readConfig({ ORIGIN_SECRET: secret })).toThrow(/^ORIGIN_SECRET must have/);
  }
});
