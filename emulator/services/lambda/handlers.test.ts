import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type LambdaBench, openLambdaBench } from './testing/lambda-bench.ts';

let bench: LambdaBench;
beforeAll(async () => {
  bench = await openLambdaBench();
});
afterAll(async () => {
  await bench[Symbol.asyncDispose]();
});

const forms: [string, string | Record<string, string>, string, unknown][] = [
  ['an async function', 'export const handler = async (event) => event.n + 1;', 'index.handler', 2],
  ['a promise', 'export const handler = (event) => Promise.resolve(event.n);', 'index.handler', 1],
  [
    'a callback',
    {
      'index.js':
        'exports.handler = (event, context, callback) => setTimeout(() => callback(null, event.n), 1);',
    },
    'index.handler',
    1,
  ],
  [
    'a callback that waits for the event loop',
    {
      'index.js':
        "exports.handler = (event, context, callback) => { const seen = [event.n]; setTimeout(() => seen.push('later'), 5); callback(null, seen); };",
    },
    'index.handler',
    [1, 'later'],
  ],
  [
    'a callback that does not wait',
    {
      'index.js':
        "exports.handler = (event, context, callback) => { context.callbackWaitsForEmptyEventLoop = false; setTimeout(() => {}, 60000); callback(null, 'at once'); };",
    },
    'index.handler',
    'at once',
  ],
  [
    'context.succeed',
    { 'index.js': 'exports.handler = (event, context) => { context.succeed(event.n); };' },
    'index.handler',
    1,
  ],
  [
    'context.done',
    { 'index.js': 'exports.handler = (event, context) => { context.done(null, event.n); };' },
    'index.handler',
    1,
  ],
  ['nothing at all', { 'index.js': 'exports.handler = () => {};' }, 'index.handler', null],
  ['undefined', 'export const handler = async () => undefined;', 'index.handler', null],
  [
    'a function in a folder, nested in an export',
    { 'src/app/main.mjs': 'export const api = { v1: { get: async () => import.meta.url.slice(-17) } };' },
    'src/app/main.api.v1.get',
    '/src/app/main.mjs',
  ],
  [
    'an ES module by package.json',
    {
      'package.json': '{"type":"module"}',
      'index.js': 'export const handler = async () => import.meta.url.slice(-9);',
    },
    'index.handler',
    '/index.js',
  ],
  [
    'CommonJS by its extension',
    {
      'package.json': '{"type":"module"}',
      'index.cjs': 'exports.handler = async () => __filename.slice(-10);',
    },
    'index.handler',
    '/index.cjs',
  ],
  [
    'a module that awaits at its top',
    'const n = await Promise.resolve(7); export const handler = async () => n;',
    'index.handler',
    7,
  ],
  [
    'a package among its files',
    {
      'index.js': "exports.handler = async () => require('p');",
      'node_modules/p/index.js': "module.exports = 'from p';",
    },
    'index.handler',
    'from p',
  ],
  [
    'a stream',
    "export const handler = awslambda.streamifyResponse(async (event, stream) => { stream.write('[1,'); stream.write(String(event.n)); stream.end(']'); });",
    'index.handler',
    [1, 1],
  ],
  [
    'a stream that is piped into',
    "import { pipeline } from 'node:stream/promises'; import { Readable } from 'node:stream'; export const handler = awslambda.streamifyResponse(async (event, stream) => { await pipeline(Readable.from(['{\"a\":', '1}']), stream); });",
    'index.handler',
    { a: 1 },
  ],
];

test.each(forms)('runs %s', async (title, files, Handler, expected) => {
  const name = `form-${title.replace(/[^a-z0-9]+/gi, '-')}`.slice(0, 64);
  await bench.create(name, files, { Handler });
  for (const _ of ['cold', 'warm']) {
    const { payload, functionError } = await bench.invoke(name, { n: 1 });
    expect({ payload, functionError }).toEqual({ payload: expected, functionError: undefined });
  }
});

test('runs module scope once for each environment', async () => {
  await bench.create(
    'scope',
    'let runs = 0; export const handler = async (event) => { if (event.end) process.exit(1); return ++runs; };',
  );
  expect((await bench.invoke('scope')).payload).toBe(1);
  expect((await bench.invoke('scope')).payload).toBe(2);
  await bench.invoke('scope', { end: true });
  expect((await bench.invoke('scope')).payload).toBe(1);
});

test('gives the process AWS’s variables and its own, and none of the engine’s', async () => {
  process.env['GATEHOUSE_TEST_SECRET'] = 'not for functions';
  await bench.create('variables', 'export const handler = async () => ({ ...process.env });', {
    MemorySize: 256,
    Environment: { Variables: { OWN_VALUE: 'mine' } },
  });
  const { payload } = await bench.invoke('variables');
  delete process.env['GATEHOUSE_TEST_SECRET'];
  expect(payload).toEqual({
    OWN_VALUE: 'mine',
    PATH: expect.stringContaining('/usr/bin'),
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    LD_LIBRARY_PATH: expect.any(String),
    NODE_PATH: expect.any(String),
    _HANDLER: 'index.handler',
    _X_AMZN_TRACE_ID: expect.stringMatching(
      /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/,
    ),
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x',
    AWS_LAMBDA_FUNCTION_NAME: 'variables',
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/variables',
    AWS_LAMBDA_LOG_STREAM_NAME: expect.stringContaining('[$LATEST]'),
    AWS_LAMBDA_RUNTIME_API: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
    AWS_ACCESS_KEY_ID: expect.stringMatching(/^ASIA/),
    AWS_SECRET_ACCESS_KEY: expect.any(String),
    AWS_SESSION_TOKEN: expect.any(String),
    AWS_ENDPOINT_URL: bench.engine.endpoint,
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:2000',
    LAMBDA_TASK_ROOT: expect.any(String),
    LAMBDA_RUNTIME_DIR: expect.any(String),
  });
});

test('sets variables that Node.js reads only at its start', async () => {
  const source =
    "import { x } from './x.mjs'; export const handler = async () => [process.execArgv.length >= 0, process.env.NODE_OPTIONS, process.emitWarning.name, process.allowedNodeEnvironmentFlags.has('--no-warnings'), x];";
  await bench.create(
    'node-options',
    { 'index.mjs': source, 'x.mjs': 'export const x = process.noDeprecation;' },
    {
      Environment: { Variables: { NODE_OPTIONS: '--no-deprecation' } },
    },
  );
  expect((await bench.invoke('node-options')).payload).toEqual([
    true,
    '--no-deprecation',
    'emitWarning',
    true,
    true,
  ]);
});

test('follows source maps if NODE_OPTIONS asks for them', async () => {
  const map = { version: 3, sources: ['thrower.ts'], names: [], mappings: 'AAAA;AAIA' };
  const files = {
    'index.mjs': `export const handler = async () => {\nthrow new Error('mapped'); };\n//# sourceMappingURL=index.mjs.map`,
    'index.mjs.map': JSON.stringify(map),
  };
  await bench.create('source-maps', files, {
    Environment: { Variables: { NODE_OPTIONS: '--enable-source-maps' } },
  });
  const { payload } = await bench.invoke('source-maps');
  expect((payload as { trace: string[] }).trace.join('\n')).toContain('thrower.ts:5');
});

test('has no callbacks in nodejs24.x', async () => {
  const Runtime = 'nodejs24.x';
  const source = 'export const handler = async (event, context) => [event.n, Object.keys(context).sort()];';
  await bench.create('node24', source, { Runtime });
  const { payload } = await bench.invoke('node24', { n: 1 });
  const [n, keys] = payload as [number, string[]];
  expect(n).toBe(1);
  expect(keys).not.toContain('callbackWaitsForEmptyEventLoop');
  expect(keys).not.toContain('done');
  await bench.create(
    'node24-callback',
    { 'index.js': 'exports.handler = (event, context, callback) => callback();' },
    { Runtime },
  );
  expect((await bench.invoke('node24-callback')).payload).toMatchObject({
    errorType: 'Runtime.CallbackHandlerDeprecated',
    errorMessage: expect.stringMatching(
      /^ERROR: AWS Lambda has removed support for callback-based function handlers/,
    ),
  });
  await bench.create(
    'node24-circle',
    'export const handler = async () => { const a = {}; a.a = a; return a; };',
    { Runtime },
  );
  expect((await bench.invoke('node24-circle')).payload).toMatchObject({
    errorType: 'Runtime.JSONStringifyError',
  });
});
