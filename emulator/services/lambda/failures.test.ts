import {
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type LambdaBench, openLambdaBench, zipOf } from './testing/lambda-bench.ts';

let bench: LambdaBench;
beforeAll(async () => {
  bench = await openLambdaBench();
});
afterAll(async () => {
  await bench[Symbol.asyncDispose]();
});

/** Each function fails on `{ fail: true }` and answers `fine` otherwise: what one run did must not be felt by the next. */
const failing: [string, string, { errorType: string; errorMessage: unknown; trace?: unknown }][] = [
  [
    'throws',
    "throw new TypeError('no such thing')",
    {
      errorType: 'TypeError',
      errorMessage: 'no such thing',
      trace: expect.arrayContaining(['TypeError: no such thing']),
    },
  ],
  [
    'rejects with what is no error',
    "return Promise.reject('only text')",
    { errorType: 'string', errorMessage: 'only text', trace: [] },
  ],
  [
    'throws out of a callback of its own',
    "await new Promise(() => setTimeout(() => { throw new RangeError('late'); }, 1))",
    { errorType: 'RangeError', errorMessage: 'late', trace: expect.any(Array) },
  ],
  [
    'leaves a rejection unhandled',
    "Promise.reject(new Error('forgotten')); await new Promise((r) => setTimeout(r, 500))",
    {
      errorType: 'Runtime.UnhandledPromiseRejection',
      errorMessage: 'Error: forgotten',
      trace: expect.any(Array),
    },
  ],
  [
    'exits in the middle',
    'process.exit(7)',
    {
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Runtime exited with error: exit status 7$/),
    },
  ],
  [
    'exits with 0',
    'process.exit(0)',
    {
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(
        /^RequestId: \S+ Error: Runtime exited without providing a reason$/,
      ),
    },
  ],
  [
    'is killed',
    "process.kill(process.pid, 'SIGKILL'); await new Promise(() => setTimeout(() => {}, 5000))",
    {
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(
        /^RequestId: \S+ Error: Runtime exited with error: signal: killed$/,
      ),
    },
  ],
  [
    'loops for ever',
    'for (;;);',
    {
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Task timed out after 1.00 seconds$/),
    },
  ],
  [
    'waits too long',
    'await new Promise((r) => setTimeout(r, 30000))',
    {
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringMatching(/Task timed out after 1.00 seconds$/),
    },
  ],
  [
    'never settles',
    'await new Promise(() => {})',
    {
      errorType: 'Runtime.NodeJsExit',
      errorMessage: expect.stringContaining('a Promise that was never settled'),
      trace: expect.any(Array),
    },
  ],
  [
    'answers what is no JSON',
    'const circle = {}; circle.self = circle; return circle',
    { errorType: 'Error', errorMessage: 'Unable to stringify response body', trace: expect.any(Array) },
  ],
  [
    'answers a BigInt',
    'return { n: 1n }',
    { errorType: 'Error', errorMessage: 'Unable to stringify response body', trace: expect.any(Array) },
  ],
  ['throws nothing', 'throw undefined', { errorType: 'string', errorMessage: 'handled', trace: [] }],
  [
    'throws what cannot be text',
    'throw Object.create(null)',
    {
      errorType: 'handled',
      errorMessage: expect.stringMatching(/^callback called with Error argument, but/),
    },
  ],
  [
    'throws an error whose name is no text',
    "throw Object.assign(new Error('numbered'), { name: 42 })",
    {
      errorType: 'handled',
      errorMessage: expect.stringMatching(/^callback called with Error argument, but/),
    },
  ],
  [
    'aborts',
    'process.abort()',
    {
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(/Runtime exited with error: signal: aborted$/),
    },
  ],
  [
    'answers too much',
    "return 'x'.repeat(6 * 1024 * 1024 + 200)",
    {
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage:
        'Response payload size (6291658 bytes) exceeded maximum allowed payload size (6291556 bytes).',
    },
  ],
];

test.each(failing)(
  'a function that %s gets AWS’s error, and the next invocation succeeds',
  async (title, code, expected) => {
    const name = title.replace(/[^a-z0-9]+/gi, '-');
    await bench.create(
      name,
      `export const handler = async (event) => { if (event.fail) { ${code}; } return 'fine'; };`,
      { Timeout: 1 },
    );
    expect((await bench.invoke(name)).payload).toBe('fine');
    const failed = await bench.invoke(name, { fail: true });
    expect(failed).toMatchObject({ status: 200, functionError: 'Unhandled', version: '$LATEST' });
    expect(failed.payload).toEqual(expected);
    expect(failed.log).toContain(`REPORT RequestId: ${failed.requestId}`);
    const next = await bench.invoke(name);
    expect(next).toMatchObject({ functionError: undefined, payload: 'fine' });
  },
);

const HANDLER = 'export const handler = async () => 1;';

const broken: [
  string,
  Record<string, string>,
  string,
  { errorType: string; errorMessage: unknown; trace?: unknown },
][] = [
  [
    'a module that is not there',
    { 'other.js': '' },
    'index.handler',
    {
      errorType: 'Runtime.ImportModuleError',
      errorMessage: expect.stringContaining("Error: Cannot find module 'index'"),
    },
  ],
  [
    'a package that is not there',
    { 'index.js': "require('left-pad'); exports.handler = () => {}" },
    'index.handler',
    {
      errorType: 'Runtime.ImportModuleError',
      errorMessage: expect.stringContaining("Error: Cannot find module 'left-pad'"),
    },
  ],
  [
    'a handler that is not exported',
    { 'index.mjs': 'export const other = 1' },
    'index.handler',
    { errorType: 'Runtime.HandlerNotFound', errorMessage: 'index.handler is undefined or not exported' },
  ],
  [
    'a handler that is no function',
    { 'index.mjs': 'export const handler = 1' },
    'index.handler',
    { errorType: 'Runtime.HandlerNotFound', errorMessage: 'index.handler is not a function' },
  ],
  [
    'a syntax error',
    { 'index.js': 'exports.handler = async () => { return' },
    'index.handler',
    { errorType: 'Runtime.UserCodeSyntaxError', errorMessage: expect.stringMatching(/^SyntaxError: /) },
  ],
  [
    'a module that throws',
    { 'index.mjs': "throw new RangeError('at start'); export const handler = 1" },
    'index.handler',
    { errorType: 'RangeError', errorMessage: 'at start' },
  ],
  [
    'a module that exits',
    { 'index.mjs': 'process.exit(3)' },
    'index.handler',
    {
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(/Runtime exited with error: exit status 3$/),
    },
  ],
  [
    'a package that is not there, imported by an ES module,',
    { 'index.mjs': `import 'left-pad'; ${HANDLER}` },
    'index.handler',
    {
      errorType: 'Error',
      errorMessage: expect.stringMatching(/^Cannot find package 'left-pad' imported from /),
    },
  ],
  [
    'a rejection that its module forgets',
    { 'index.mjs': `Promise.reject(new Error('at start')); ${HANDLER}` },
    'index.handler',
    { errorType: 'Runtime.UnhandledPromiseRejection', errorMessage: 'Error: at start' },
  ],
  [
    'a promise at the top that never settles',
    { 'index.mjs': `await new Promise(() => {}); ${HANDLER}` },
    'index.handler',
    {
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(/Runtime exited without providing a reason$/),
    },
  ],
  [
    'a handler string with a way out of its folder',
    { 'index.mjs': HANDLER },
    '../index.handler',
    {
      errorType: 'Runtime.MalformedHandlerName',
      errorMessage: expect.stringMatching(/^'\.\.\/index\.handler' is not a valid handler name/),
    },
  ],
  [
    'a handler string without a dot',
    { 'index.mjs': '' },
    'index',
    { errorType: 'Runtime.MalformedHandlerName', errorMessage: 'Bad handler' },
  ],
];

test.each(broken)(
  '%s fails every invocation with its reason, until it is fixed',
  async (title, files, handler, expected) => {
    const name = `broken-${title.replace(/[^a-z0-9]+/gi, '-')}`.slice(0, 64);
    await bench.create(name, files, { Handler: handler });
    for (const _ of [1, 2]) {
      const { payload, functionError } = await bench.invoke(name);
      expect(functionError).toBe('Unhandled');
      expect(payload).toMatchObject(expected);
    }
    const ZipFile = zipOf({ 'index.js': "exports.handler = async () => 'right';" });
    await bench.client.send(new UpdateFunctionCodeCommand({ FunctionName: name, ZipFile }));
    await settled(name);
    await bench.client.send(
      new UpdateFunctionConfigurationCommand({ FunctionName: name, Handler: 'index.handler' }),
    );
    await settled(name);
    expect(await bench.invoke(name)).toMatchObject({ functionError: undefined, payload: 'right' });
  },
);

const settled = (FunctionName: string) =>
  waitUntilFunctionUpdatedV2(
    { client: bench.client, maxWaitTime: 120, minDelay: 0.01, maxDelay: 0.01 },
    { FunctionName },
  );

test('a forgotten rejection during the answer ends its environment and spares the next invocation', async () => {
  await bench.create(
    'forgets',
    `export const handler = async (event) => {
      if (event.fail) Promise.reject(new Error('forgotten'));
      else await new Promise((resolve) => setTimeout(resolve, 50));
      return process.env.AWS_LAMBDA_LOG_STREAM_NAME;
    };`,
  );
  for (const _ of [1, 2, 3]) {
    const { payload: pid, functionError } = await bench.invoke('forgets', { fail: true });
    expect(functionError).toBeUndefined();
    const next = await bench.invoke('forgets');
    expect(next.functionError).toBeUndefined();
    expect(next.payload).not.toBe(pid);
  }
});

test('an error between invocations fails the next one, as after a freeze', async () => {
  await bench.create(
    'throws-later',
    `export const handler = async (event) => {
      if (event.fail) setTimeout(() => { throw new RangeError('later'); }, 20);
      return process.env.AWS_LAMBDA_LOG_STREAM_NAME;
    };`,
    { Runtime: 'nodejs24.x' },
  );
  expect((await bench.invoke('throws-later', { fail: true })).functionError).toBeUndefined();
  let next = await bench.invoke('throws-later');
  while (!next.functionError) next = await bench.invoke('throws-later');
  expect(next.payload).toMatchObject({ errorType: 'RangeError', errorMessage: 'later' });
  expect((await bench.invoke('throws-later')).functionError).toBeUndefined();
});

test('an endless loop in one function delays no other', async () => {
  await bench.create('loop', 'export const handler = () => { for (;;); }', { Timeout: 2 });
  await bench.create('beside', "export const handler = async () => 'here'");
  let over = false;
  const looping = bench.invoke('loop').then((answer) => {
    over = true;
    return answer;
  });
  expect((await bench.invoke('beside')).payload).toBe('here');
  expect(over).toBe(false);
  expect((await looping).payload).toMatchObject({ errorType: 'Sandbox.Timedout' });
});

const leaks = [
  ['the heap', 'new Array(100000).fill(Math.random())', 'Runtime.ExitError', 'signal: aborted'],
  ['buffers', 'Buffer.alloc(1024 * 1024, 1)', 'Runtime.OutOfMemory', 'signal: killed'],
] as const;

test.each(leaks)('a leak of %s ends only its own environment', async (title, leak, errorType, signal) => {
  const name = `leak-of-${title.replace(' ', '-')}`;
  const source = `
    const kept = [];
    export const handler = async (event) => {
      while (event.fail) {
        kept.push(${leak});
        await new Promise(setImmediate);
      }
      return 'fine';
    };
  `;
  await bench.create(name, source, { Timeout: 20 });
  expect((await bench.invoke(name)).payload).toBe('fine');
  const { payload } = await bench.invoke(name, { fail: true });
  expect(payload).toEqual({
    errorType,
    errorMessage: expect.stringMatching(
      new RegExp(`^RequestId: \\S+ Error: Runtime exited with error: ${signal}$`),
    ),
  });
  expect((await bench.invoke(name)).payload).toBe('fine');
});
