import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { SourceMap } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { AddPermissionCommand, GetFunctionCommand, UpdateFunctionCodeCommand } from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { bundleFunction } from '../../../lambdas/bundle.ts';
import { TestClock } from '../../store/clock.ts';
import { attach, type Debugger, openLease } from './testing/debugging.ts';
import { type LambdaBench, openLambdaBench, zipOf } from './testing/lambda-bench.ts';

/** Reports which process it is, and its inspector's address. */
const WHO = `import { url } from 'node:inspector';
export const handler = async () => ({ pid: process.pid, inspector: url() ?? null });`;

const TYPESCRIPT = `
import { add } from '../shared/add.ts';

export async function handler({ n }: { n: number }): Promise<number> {
  return add(n, 1);
}
`;
const ADD = `
export function add(one: number, other: number): number {
  const sum = one + other;
  return sum; // line 4
}
`;

let clock: TestClock;
let bench: LambdaBench;
let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'gatehouse-debug-'));
  clock = new TestClock(Date.now());
  bench = await openLambdaBench({ clock, stateDir: join(root, 'state') });
});

afterEach(async () => {
  await bench[Symbol.asyncDispose]();
  await rm(root, { recursive: true, force: true });
});

async function bundle(): Promise<Uint8Array> {
  for (const [path, text] of [
    ['lambdas/authorizer/index.ts', TYPESCRIPT],
    ['lambdas/shared/add.ts', ADD],
  ] as const) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return (await bundleFunction('authorizer', { root })).zip;
}

/** Sets a breakpoint as an editor does: by the script's source map, whose sources it resolves to files. */
async function breakAt(tool: Debugger, file: string, line: number): Promise<void> {
  const script = await tool.event('Debugger.scriptParsed', ({ url }) => String(url).endsWith('/index.mjs'));
  const mapUrl = new URL(String(script['sourceMapURL']), String(script['url']));
  const map = JSON.parse(await readFile(fileURLToPath(mapUrl), 'utf8'));
  const code = (await readFile(fileURLToPath(String(script['url'])), 'utf8')).split('\n');
  const sources = map.sources.map((source: string) => new URL(map.sourceRoot + source, mapUrl).href);
  const parsed = new SourceMap({ ...map, sourceRoot: '', sources });
  for (const [lineNumber, text] of code.entries()) {
    for (let columnNumber = 0; columnNumber < text.length; columnNumber += 1) {
      const entry = { originalSource: '', originalLine: -1, ...parsed.findEntry(lineNumber, columnNumber) };
      if (entry.originalSource !== pathToFileURL(file).href || entry.originalLine !== line - 1) continue;
      await tool.send('Debugger.setBreakpoint', {
        location: { scriptId: script['scriptId'], lineNumber, columnNumber },
      });
      return;
    }
  }
  throw new Error(`The map leads nowhere near ${file}:${line}.`);
}

test('stops at a breakpoint in TypeScript, without a time limit, while another invocation waits', async () => {
  await bench.create('f', '', { Code: { ZipFile: await bundle() }, Timeout: 1 });
  expect((await bench.invoke('f', { n: 1 })).payload).toBe(2);
  const before = await bench.client.send(new GetFunctionCommand({ FunctionName: 'f' }));
  {
    await using lease = await openLease(bench.engine.endpoint, { function: 'f', port: 0, sourceRoot: root });
    const { port } = await lease.next();
    const listening = await lease.next();
    expect(listening).toEqual({ type: 'listening', url: expect.stringMatching(`^ws://127.0.0.1:${port}/`) });
    {
      await using tool = await attach(listening.url ?? '');
      expect(await lease.next()).toEqual({ type: 'attached' });
      await tool.send('Debugger.enable');
      await breakAt(tool, join(root, 'lambdas/shared/add.ts'), 4);
      const running = bench.invoke('f', { n: 1 });
      const { callFrames } = await tool.event('Debugger.paused');
      const [frame] = callFrames as { callFrameId: string; functionName: string }[];
      expect(frame?.functionName).toBe('add');
      clock.advance(3_600_000);
      let over = false;
      const other = bench.invoke('f', { n: 5 }).then((answer) => {
        over = true;
        return answer;
      });
      const { result } = await tool.send('Debugger.evaluateOnCallFrame', {
        callFrameId: frame?.callFrameId,
        expression: 'one + other',
      });
      expect(result).toMatchObject({ value: 2 });
      expect(over).toBe(false);
      await tool.send('Debugger.resume');
      const answer = await running;
      expect(answer).toMatchObject({ payload: 2, functionError: undefined });
      expect(answer.log).not.toMatch(/Debugger|inspector|Task timed out/);
      await tool.event('Debugger.paused');
      await tool.send('Debugger.resume');
      expect(await other).toMatchObject({ payload: 6, functionError: undefined });
    }
    const during = await bench.client.send(new GetFunctionCommand({ FunctionName: 'f' }));
    expect(during.Configuration).toEqual(before.Configuration);
  }
  expect((await bench.invoke('f', { n: 1 })).payload).toBe(2);
  const after = await bench.client.send(new GetFunctionCommand({ FunctionName: 'f' }));
  expect(after.Configuration).toEqual(before.Configuration);
});

test('keeps the inspector’s port for new code, and gives the function back when the request ends', async () => {
  await bench.create('f', WHO);
  const { payload: usual } = await bench.invoke('f');
  expect(usual).toMatchObject({ inspector: null });
  {
    await using lease = await openLease(bench.engine.endpoint, { function: 'f', port: 0 });
    const { port } = await lease.next();
    const { url: first } = await lease.next();
    expect((await bench.invoke('f')).payload).toEqual({ pid: expect.any(Number), inspector: first });
    expect((await bench.invoke('f')).payload).toMatchObject({ inspector: first });
    await bench.client.send(
      new UpdateFunctionCodeCommand({ FunctionName: 'f', ZipFile: zipOf(`${WHO}// new`) }),
    );
    const { type, url: second } = await lease.next();
    expect({ type, url: second }).toEqual({
      type: 'listening',
      url: expect.stringMatching(`^ws://127.0.0.1:${port}/`),
    });
    expect(second).not.toBe(first);
    const answers = await Promise.all([1, 2, 3].map(() => bench.invoke('f')));
    for (const { payload } of answers) expect(payload).toMatchObject({ inspector: second });
  }
  let answer = await bench.invoke('f');
  // The engine notices when the connection is closed, which may be after the next call.
  while ((answer.payload as { inspector: unknown }).inspector !== null) answer = await bench.invoke('f');
  const code = join(root, 'state', 'lambda', 'code');
  while ((await readdir(code)).some((name) => name.includes('.draft-'))) await bench.invoke('f');
});

test('gives a stopped invocation the function’s own timeout when debugging ends, and no other waits for it', async () => {
  await bench.create('f', WHO.replace('=> (', '=> { debugger; return (').replace(/;$/, '; };'), {
    Timeout: 1,
  });
  const lease = await openLease(bench.engine.endpoint, { function: 'f', port: 0 });
  await lease.next();
  const { url } = await lease.next();
  await using tool = await attach(url ?? '');
  await tool.send('Debugger.enable');
  const stopped = bench.invoke('f');
  await tool.event('Debugger.paused');
  await lease[Symbol.asyncDispose]();
  expect((await bench.invoke('f')).payload).toMatchObject({ inspector: null });
  clock.advance(1_000);
  expect((await stopped).payload).toMatchObject({ errorType: 'Runtime.ExitError' });
});

test('starts no init before a debugger is there, with wait', async () => {
  await bench.create('f', `debugger;\n${WHO}`);
  await using lease = await openLease(bench.engine.endpoint, { function: 'f', port: 0, wait: true });
  await lease.next();
  const { url } = await lease.next();
  const running = bench.invoke('f');
  await using tool = await attach(url ?? '');
  await tool.send('Debugger.enable');
  await tool.send('Runtime.runIfWaitingForDebugger');
  await tool.event('Debugger.paused');
  clock.advance(60_000);
  await tool.send('Debugger.resume');
  expect((await running).payload).toMatchObject({ inspector: url });
});

test('invokes without a debugger what waited for one when debugging ends', async () => {
  await bench.create('f', WHO);
  const lease = await openLease(bench.engine.endpoint, { function: 'f', port: 0, wait: true });
  await lease.next();
  await lease.next();
  const running = bench.invoke('f');
  await lease[Symbol.asyncDispose]();
  expect(await running).toMatchObject({ payload: { inspector: null }, functionError: undefined });
});

test('gives the port to new code once the stopped invocation is over', async () => {
  await bench.create('f', "export const handler = async () => { debugger; return 'old'; };");
  await using lease = await openLease(bench.engine.endpoint, { function: 'f', port: 0 });
  const { port } = await lease.next();
  await using tool = await attach((await lease.next()).url ?? '');
  await tool.send('Debugger.enable');
  const old = bench.invoke('f');
  await tool.event('Debugger.paused');
  await bench.client.send(new UpdateFunctionCodeCommand({ FunctionName: 'f', ZipFile: zipOf(WHO) }));
  const next = bench.invoke('f');
  await tool.send('Debugger.resume');
  expect((await old).payload).toBe('old');
  const { inspector } = (await next).payload as { inspector: string };
  expect(new URL(inspector).port).toBe(String(port));
});

test('replaces a process that exits by one with an inspector at the same port', async () => {
  await bench.create('f', WHO.replace('() =>', '(event) => event.exit ? process.exit(3) :'));
  await using lease = await openLease(bench.engine.endpoint, { function: 'f', port: 0 });
  await lease.next();
  const { url: first } = await lease.next();
  // It waits for a debugger to continue it, and this one does not.
  await using _tool = await attach(first ?? '');
  expect((await bench.invoke('f', { exit: true })).payload).toMatchObject({ errorType: 'Runtime.ExitError' });
  const { payload } = await bench.invoke('f');
  const { inspector } = payload as { inspector: string };
  expect(inspector).not.toBe(first);
  expect(new URL(inspector).port).toBe(new URL(first ?? '').port);
});

test('makes a calling service wait as long, and calls the function once', async () => {
  await bench.create('f', 'export const handler = async (event) => { debugger; return event; };');
  const cognito = new CognitoIdentityProviderClient({
    endpoint: bench.engine.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  try {
    const { UserPool } = await cognito.send(
      new CreateUserPoolCommand({
        PoolName: 'people',
        LambdaConfig: { PreSignUp: 'arn:aws:lambda:us-east-1:000000000000:function:f' },
      }),
    );
    await bench.client.send(
      new AddPermissionCommand({
        FunctionName: 'f',
        StatementId: 'pool',
        Action: 'lambda:InvokeFunction',
        Principal: 'cognito-idp.amazonaws.com',
      }),
    );
    const { UserPoolClient } = await cognito.send(
      new CreateUserPoolClientCommand({ UserPoolId: UserPool?.Id, ClientName: 'app' }),
    );
    await using lease = await openLease(bench.engine.endpoint, { function: 'f', port: 0 });
    await lease.next();
    const { url } = await lease.next();
    await using tool = await attach(url ?? '');
    await tool.send('Debugger.enable');
    const signedUp = cognito.send(
      new SignUpCommand({ ClientId: UserPoolClient?.ClientId, Username: 'ada', Password: 'Analytic-1' }),
    );
    await tool.event('Debugger.paused');
    clock.advance(60_000);
    await tool.send('Debugger.resume');
    expect(await signedUp).toMatchObject({ UserConfirmed: false });
  } finally {
    cognito.destroy();
  }
});

test('rejects what is impossible in one sentence', async () => {
  const { endpoint } = bench.engine;
  const refused = async (order: object) => {
    await using lease = await openLease(endpoint, order);
    return [lease.status, (await lease.next()).message];
  };
  await bench.create('f', WHO);
  await bench.create('g', WHO);
  expect(await refused({ function: 'h', port: 0 })).toEqual([404, 'There is no function "h" that is ready.']);
  expect(await refused({ port: 0 })).toEqual([400, 'function: give the name of a function.']);
  expect(await refused({ function: 'f', port: 99_999 })).toEqual([
    400,
    'port: give a whole number from 0 to 65535.',
  ]);
  expect(await refused({ function: 'f', port: 0, sourceRoot: 'here' })).toEqual([
    400,
    'sourceRoot: give the absolute path of a folder.',
  ]);
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  expect(await refused({ function: 'f', port })).toEqual([409, `Port ${port} is in use.`]);
  await new Promise((resolve) => server.close(resolve));
  await using lease = await openLease(endpoint, { function: 'f', port });
  expect(await lease.next()).toEqual({ type: 'started', port });
  expect(await refused({ function: 'f', port: 0 })).toEqual([
    409,
    `f is being debugged already, at port ${port}.`,
  ]);
  expect(await refused({ function: 'g', port })).toEqual([
    409,
    `Port ${port} is that of f, which is being debugged.`,
  ]);
});
