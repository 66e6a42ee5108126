import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  DeleteLayerVersionCommand,
  InvokeCommand,
  LambdaClient,
  PublishLayerVersionCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { startEngine } from '../../../engine.ts';
import { type LambdaBench, openLambdaBench, zipOf } from '../testing/lambda-bench.ts';

/** What functions find of their layers, with and without a sandbox. The state is in the repository, whose packages they must not find. */
describe.each(['auto', 'none'] as const)('with LAMBDA_SANDBOX=%s', (lambdaSandbox) => {
  let stateDir: string;
  let bench: LambdaBench;
  beforeAll(async () => {
    stateDir = await mkdtemp(join(process.cwd(), '.stack-layers-'));
    bench = await openLambdaBench({ stateDir, lambdaSandbox });
    await publish('first', {
      'nodejs/node_modules/six/index.js': 'module.exports = 6',
      'nodejs/node_modules/who/index.js': 'module.exports = "first"',
      'nodejs/node_modules/greedy/index.js': 'module.exports = require("express")',
      'nodejs/node_modules/esm/package.json': '{"type":"module"}',
      'nodejs/node_modules/esm/index.js': 'import "express"; export default 1',
      'nodejs/node_modules/client/index.js':
        'module.exports = typeof require("@aws-sdk/client-dynamodb").DynamoDBClient',
      'nodejs/shared.mjs': 'export default "shared"',
      'data/kept.txt': 'of first',
      place: 'a file',
    });
    await publish('second', {
      'nodejs/node_modules/who/index.js': 'module.exports = "second"',
      'nodejs/node22/node_modules/six/index.js': 'module.exports = 66',
      'place/inside.txt': 'a folder',
    });
  });
  afterAll(async () => {
    await bench[Symbol.asyncDispose]();
    await rm(stateDir, { recursive: true, force: true });
  });

  const publish = (LayerName: string, files: Record<string, string>) =>
    bench.client.send(new PublishLayerVersionCommand({ LayerName, Content: { ZipFile: zipOf(files) } }));
  const arn = (name: string) => `arn:aws:lambda:us-east-1:000000000000:layer:${name}:1`;
  let count = 0;
  /** The answer of a function of one expression, or the type and message of its error. */
  async function run(
    expression: string,
    names: string[],
    { runtime = 'nodejs20.x' as 'nodejs20.x' | 'nodejs22.x', file = 'index.js' } = {},
  ) {
    const source =
      file === 'index.js'
        ? `exports.handler = async () => (${expression})`
        : `export const handler = async () => (${expression})`;
    const name = `f${count++}`;
    await bench.create(name, { [file]: source }, { Runtime: runtime, Layers: names.map(arn) });
    const { payload } = await bench.invoke(name);
    const { errorType, errorMessage } = (payload ?? {}) as { errorType?: string; errorMessage?: string };
    return errorType === undefined ? payload : [errorType, errorMessage?.split('\n')[0]];
  }

  test('finds a package of a layer by require', async () => {
    expect(await run('require("six")', ['first'])).toBe(6);
  });

  test('finds none without the layer', async () => {
    expect(await run('require("six")', ['second'])).toEqual(['Error', "Cannot find module 'six'"]);
  });

  test('takes the later layer’s file, whichever is named last', async () => {
    expect(await run('require("who")', ['first', 'second'])).toBe('second');
    expect(await run('require("who")', ['second', 'first'])).toBe('first');
  });

  test('keeps the files that only one layer has', async () => {
    expect(
      await run('require("fs").readFileSync(require.resolve("/opt/nodejs/shared.mjs"), "utf8")', [
        'first',
        'second',
      ]),
    ).toBe('export default "shared"');
  });

  test('takes what the later layer has where one has a file and one a folder (a guess)', async () => {
    const read =
      'require("fs").readdirSync(require("path").dirname(require.resolve("/opt/nodejs/shared.mjs")) + "/../place")';
    expect(await run(read, ['first', 'second'])).toEqual(['inside.txt']);
    expect(await run(read, ['second', 'first'])).toEqual(['Error', expect.stringContaining('ENOTDIR')]);
  });

  test('prefers the folder of the runtime’s own version', async () => {
    expect(await run('require("six")', ['first', 'second'], { runtime: 'nodejs22.x' })).toBe(66);
    expect(await run('require("six")', ['first', 'second'], { runtime: 'nodejs20.x' })).toBe(6);
  });

  test('finds no package of a layer by import, as on AWS', async () => {
    expect(await run('(await import("six")).default', ['first'], { file: 'index.mjs' })).toEqual([
      'Error',
      expect.stringMatching(/^Cannot find package 'six' imported from .*\/index\.mjs$/),
    ]);
  });

  test('finds it by createRequire and by its path below /opt', async () => {
    const file = 'index.mjs';
    expect(
      await run('(await import("node:module")).createRequire("/opt/nodejs/")("six")', ['first'], { file }),
    ).toBe(6);
    expect(await run('(await import("/opt/nodejs/shared.mjs")).default', ['first'], { file })).toBe('shared');
    expect(await run('require("/opt/nodejs/node_modules/six")', ['first'])).toBe(6);
  });

  test('follows a link of the zip into a layer, in namespaces only (AWS: always)', async () => {
    const ZipFile = zipSync({
      'index.mjs': strToU8('import six from "six"; export const handler = async () => six;'),
      node_modules: [strToU8('/opt/nodejs/node_modules'), { os: 3, attrs: 0o120777 << 16 }],
    });
    const name = `f${count++}`;
    await bench.create(name, '', { Code: { ZipFile }, Layers: [arn('first')] });
    const { payload } = await bench.invoke(name);
    const seen = (await (await fetch(`${bench.engine.endpoint}/_gatehouse/settings`)).json()) as object;
    const follows = 'lambdaSandbox' in seen && seen.lambdaSandbox === 'namespaces';
    if (follows) expect(payload).toBe(6);
    else
      expect(payload).toMatchObject({ errorMessage: expect.stringContaining("Cannot find package 'six'") });
  });

  test('replaces a link of a layer, and writes nothing through it', async () => {
    const ZipFile = zipSync({ data: [strToU8('nodejs'), { os: 3, attrs: 0o120777 << 16 }] });
    await bench.client.send(new PublishLayerVersionCommand({ LayerName: 'linked', Content: { ZipFile } }));
    const read =
      'require("fs").readdirSync(require("path").dirname(require.resolve("/opt/nodejs/shared.mjs")))';
    expect(await run(read, ['linked', 'first'])).toEqual(['node_modules', 'shared.mjs']);
  });

  test('lets a layer find the SDK of the runtime, and nothing of this repository', async () => {
    expect(await run('require("client")', ['first'])).toBe('function');
    expect(await run('require("greedy")', ['first'])).toEqual(['Error', "Cannot find module 'express'"]);
    expect(await run('import("/opt/nodejs/node_modules/esm/index.js")', ['first'])).toEqual([
      'Error',
      expect.stringMatching(/^Cannot find package 'express' imported from .*\/esm\/index\.js$/),
    ]);
  });

  test('runs a program of a layer by PATH', async () => {
    const program = strToU8('#!/bin/sh\necho hello');
    const ZipFile = zipSync({ 'bin/hello': [program, { os: 3, attrs: 0o755 << 16 }] });
    await bench.client.send(new PublishLayerVersionCommand({ LayerName: 'programs', Content: { ZipFile } }));
    const expression = 'require("child_process").execFileSync("hello", { encoding: "utf8" })';
    expect(await run(expression, ['programs', 'first'])).toBe('hello\n');
  });

  test('keeps a deleted layer over a restart', async () => {
    await publish('third', { 'nodejs/node_modules/kept/index.js': 'module.exports = "kept"' });
    await bench.create(
      'keeper',
      { 'index.js': 'exports.handler = async () => require("kept") + require("six")' },
      { Layers: ['first', 'third'].map(arn) },
    );
    await bench.client.send(new DeleteLayerVersionCommand({ LayerName: 'third', VersionNumber: 1 }));
    await bench.engine[Symbol.asyncDispose]();
    await using again = await startEngine({ stateDir, lambdaSandbox });
    const client = new LambdaClient({
      endpoint: again.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    const { Payload } = await client.send(new InvokeCommand({ FunctionName: 'keeper' }));
    client.destroy();
    expect(Payload?.transformToString()).toBe('"kept6"');
  });
});
