import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { GetFunctionConfigurationCommand, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Engine, startEngine } from '../../emulator/engine.ts';
import type { Clients } from '../../provision/clients.ts';
import { main } from '../../provision/main.ts';
import type { Outputs } from '../../provision/outputs.ts';
import { silence } from '../../provision/reconcile/progress.ts';
import { systemClock } from '../../provision/reconcile/wait.ts';
import { runAgainst } from '../../provision/testing/run-against.ts';
import type { Choices } from './choices.ts';
import { cpuOf } from './cpu.ts';
import { type Tuned, tune, writeTuned } from './tune.ts';

/** Elsewhere the kernel has no shares of a core, and the same is tuned without. */
const onLinux = process.platform === 'linux';

let engine: Engine;
let origin: Server;
let folder: string;
let clients: Clients;
let outputs: Outputs;

beforeAll(async () => {
  engine = await startEngine({ lambdaCpu: onLinux ? 'aws' : 'machine' });
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-tune-'));
  origin = createServer((_request, response) => response.end('[]'));
  await new Promise<void>((resolve) => origin.listen(0, '127.0.0.1', resolve));
  const ORIGIN_URL = `http://127.0.0.1:${(origin.address() as AddressInfo).port}`;
  clients = runAgainst(engine.endpoint).run.clients;
  const code = await main(
    ['apply'],
    { AWS_ENDPOINT_URL: engine.endpoint, STATE_DIR: folder, ORIGIN_URL },
    join(import.meta.dirname, '..', '..'),
    {
      out: () => undefined,
      note: () => undefined,
      interactive: false,
      draws: false,
      confirm: async () => false,
    },
  );
  expect(code).toBe(0);
  outputs = JSON.parse(await readFile(join(folder, 'outputs.json'), 'utf8'));
});
afterAll(async () => {
  clients?.destroy();
  origin?.close();
  await rm(folder, { recursive: true, force: true });
  await engine?.[Symbol.asyncDispose]();
});

type Role = Choices['role'];

/** Runs it with two sizes; `heard` gets each line. */
async function run(
  role: Role,
  signal = new AbortController().signal,
  heard: (line: string) => void = () => undefined,
): Promise<Tuned> {
  const choices = { role, functionName: outputs.functions[role], sizes: [128, 1769], samples: 3 };
  return tune(choices, { outputs, clients, clock: systemClock, progress: silence, signal, told: heard });
}

/** The whole configuration except what each update changes by itself. */
async function configuration(role: Role): Promise<object> {
  const FunctionName = outputs.functions[role];
  const { $metadata, RevisionId, LastModified, ...rest } = await clients.lambda.send(
    new GetFunctionConfigurationCommand({ FunctionName }),
  );
  return rest;
}

async function everybody(): Promise<number> {
  const { Count = 0 } = await clients.dynamodb.send(new ScanCommand({ TableName: outputs.tableName }));
  return Count;
}

test.each(['authorizer', 'postConfirmation'] as const)(
  'tunes %s at two sizes: reports every run, and leaves nothing behind',
  async (role) => {
    const before = await configuration(role);
    const tuned = await run(role);
    expect(tuned.rows.map(({ memoryMb }) => memoryMb)).toEqual([128, 1769]);
    for (const row of tuned.rows) {
      expect(row.responseMs).toBeGreaterThan(0);
      expect(row.durationMs).toBeGreaterThan(0);
      expect(row.initMs).toBeGreaterThan(0);
      expect(row.maxMemoryMb).toBeGreaterThan(0);
      expect(row.usdPerMillion).toBeGreaterThan(0.2);
    }
    expect(await configuration(role)).toEqual(before);
    expect(await everybody()).toBe(0);

    const [svg = '', json = ''] = await writeTuned(tuned, join(folder, 'tune'), role, 'a test');
    expect(await readFile(svg, 'utf8')).toMatch(/^<svg .*response time and cost over memory.*<\/svg>\n$/s);
    expect(JSON.parse(await readFile(json, 'utf8'))).toMatchObject({
      how: 'a test',
      functionName: tuned.functionName,
    });
  },
);

test('restores the memory and removes made-up people when stopped midway', async () => {
  const before = await configuration('authorizer');
  const stop = new AbortController();
  const heard: string[] = [];
  const running = run('authorizer', stop.signal, (line) => {
    heard.push(line);
    // A size is done, and the next is about to be set.
    if (/^1\/3 +128 MB: /.test(line)) stop.abort(new Error('Enough.'));
  });
  await expect(running).rejects.toThrow('Enough.');
  expect(heard.at(-1)).toBe(`${outputs.functions.authorizer} has 256 MB again.`);
  expect(await configuration('authorizer')).toEqual(before);
  expect(await everybody()).toBe(0);
});

test('reports a failure midway, and restores the memory', async () => {
  const before = await configuration('authorizer');
  const heard: string[] = [];
  const running = run('authorizer', undefined, (line) => {
    heard.push(line);
    if (/^1\/3 +128 MB: /.test(line))
      origin.removeAllListeners('request').on('request', (_, response) => response.writeHead(503).end());
  });
  await expect(running).rejects.toThrow(/^The gate answered 503 to a good credential: /);
  expect(heard.at(-1)).toBe(`${outputs.functions.authorizer} has 256 MB again.`);
  expect(await configuration('authorizer')).toEqual(before);
});

test('says how to restore the memory if it cannot', async () => {
  const { lambda } = clients;
  const send = lambda.send.bind(lambda);
  const refusing = (command: Parameters<typeof send>[0]) =>
    command instanceof UpdateFunctionConfigurationCommand && command.input.MemorySize === 256
      ? Promise.reject(new Error('Not now.'))
      : send(command);
  const stop = AbortSignal.abort(new Error('Enough.'));
  const choices = {
    role: 'authorizer',
    functionName: outputs.functions.authorizer,
    sizes: [128],
    samples: 1,
  } as const;
  const refused = { ...clients, lambda: { send: refusing } as unknown as typeof lambda };
  await expect(
    tune(choices, {
      outputs,
      clients: refused,
      clock: systemClock,
      progress: silence,
      signal: stop,
      told: () => undefined,
    }),
  ).rejects.toThrow(
    /^gatehouse-dev-authorizer could not be given back its 256 MB \(Not now\.\): make deploy does that\.$/,
  );
});

test('rejects an engine on which memory buys nothing, and says what to do', async () => {
  if (onLinux) expect(await cpuOf(outputs)).toContain('LAMBDA_CPU=aws');
  await using other = await startEngine();
  await expect(cpuOf({ target: 'embedded', endpoint: other.endpoint })).rejects.toThrow(
    'Memory buys no CPU on this engine, so all sizes would look alike: LAMBDA_CPU=aws make up, then again.',
  );
});
