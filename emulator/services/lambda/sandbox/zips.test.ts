import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type LambdaBench, openLambdaBench } from '../testing/lambda-bench.ts';

/** What a client sees: the payload of an answer, or type and message of an error, `<task>` where the code lies. */
type Seen = { payload: unknown } | { errorType: string; errorMessage: string };

interface Row {
  name: string;
  files: Record<string, string>;
  handler?: string;
  runtime?: 'nodejs20.x' | 'nodejs22.x' | 'nodejs24.x';
  /** As on AWS. */
  seen: Seen;
}

const ok = (payload: unknown): Seen => ({ payload });
const missing = (name: string, from = '<task>/index.js'): Seen => ({
  errorType: 'Runtime.ImportModuleError',
  errorMessage: `Error: Cannot find module '${name}'\nRequire stack:\n- ${from}\n- <runtime>/index.mjs`,
});
const missingImport = (name: string): Seen => ({
  errorType: 'Error',
  errorMessage: `Cannot find package '${name}' imported from <task>/index.mjs`,
});

/** What strangers bring. */
const rows: Row[] = [
  {
    name: 'runs CommonJS in index.js without package.json',
    files: { 'index.js': 'exports.handler = async () => 1' },
    seen: ok(1),
  },
  {
    name: 'runs CommonJS on nodejs24.x',
    files: { 'index.js': 'exports.handler = async () => 1' },
    runtime: 'nodejs24.x',
    seen: ok(1),
  },
  { name: 'runs an .mjs', files: { 'index.mjs': 'export const handler = async () => 2' }, seen: ok(2) },
  { name: 'runs a .cjs', files: { 'index.cjs': 'exports.handler = async () => 3' }, seen: ok(3) },
  {
    name: 'runs ES modules by the type in package.json',
    files: { 'package.json': '{"type":"module"}', 'index.js': 'export const handler = async () => 4' },
    seen: ok(4),
  },
  {
    name: 'takes the nearest package.json of a nested handler',
    files: {
      'package.json': '{"type":"commonjs"}',
      'src/package.json': '{"type":"module"}',
      'src/app.js': 'export const handler = async () => 5',
    },
    handler: 'src/app.handler',
    seen: ok(5),
  },
  {
    name: 'rejects a package that is not in the zip (CommonJS)',
    files: { 'index.js': 'require("express"); exports.handler = async () => 1' },
    seen: missing('express'),
  },
  {
    name: 'rejects a package that is not in the zip (type commonjs)',
    files: {
      'package.json': '{"type":"commonjs"}',
      'index.js': 'require("fflate"); exports.handler = async () => 1',
    },
    seen: missing('fflate'),
  },
  {
    name: 'rejects a package that is not in the zip (ES module)',
    files: { 'index.mjs': 'import "express"; export const handler = async () => 1' },
    seen: missingImport('express'),
  },
  {
    name: 'rejects a package with a scope that is not in the zip (ES module)',
    files: { 'index.mjs': 'import "@faker-js/faker"; export const handler = async () => 1' },
    seen: missingImport('@faker-js/faker'),
  },
  {
    name: 'rejects what is only in the engine’s packages by require.resolve',
    files: {
      'index.js':
        'exports.handler = async () => { try { return require.resolve("esbuild") } catch (e) { return e.code } }',
    },
    seen: ok('MODULE_NOT_FOUND'),
  },
  {
    name: 'has the AWS SDK for CommonJS',
    files: {
      'index.js':
        'const { DynamoDBClient } = require("@aws-sdk/client-dynamodb"); exports.handler = async () => typeof DynamoDBClient',
    },
    seen: ok('function'),
  },
  {
    name: 'has the AWS SDK for ES modules',
    files: {
      'index.mjs':
        'import { DynamoDBClient } from "@aws-sdk/client-dynamodb"; import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb"; import { marshall } from "@aws-sdk/util-dynamodb"; export const handler = async () => [typeof DynamoDBClient, typeof DynamoDBDocumentClient, typeof marshall]',
    },
    seen: ok(['function', 'function', 'function']),
  },
  {
    name: 'has the AWS SDK on nodejs20.x by dynamic import',
    files: {
      'index.js':
        'exports.handler = async () => typeof (await import("@aws-sdk/client-cognito-identity-provider")).CognitoIdentityProviderClient',
    },
    runtime: 'nodejs20.x',
    seen: ok('function'),
  },
  {
    name: 'prefers the SDK of the zip',
    files: {
      'index.js': 'exports.handler = async () => require("@aws-sdk/client-dynamodb").own',
      'node_modules/@aws-sdk/client-dynamodb/index.js': 'exports.own = "mine"',
    },
    seen: ok('mine'),
  },
  {
    name: 'prefers the SDK of the zip for ES modules',
    files: {
      'index.mjs': 'import own from "@aws-sdk/client-dynamodb"; export const handler = async () => own.own',
      'node_modules/@aws-sdk/client-dynamodb/index.js': 'exports.own = "mine"',
      'node_modules/@aws-sdk/client-dynamodb/package.json': '{"main":"index.js"}',
    },
    seen: ok('mine'),
  },
  {
    name: 'rejects an SDK client that the runtime does not have',
    files: { 'index.js': 'require("@aws-sdk/client-polly"); exports.handler = async () => 1' },
    seen: missing('@aws-sdk/client-polly'),
  },
  {
    name: 'finds packages in the zip from a nested folder',
    files: {
      'src/app.js': 'exports.handler = async () => require("six")',
      'node_modules/six/index.js': 'module.exports = 6',
    },
    handler: 'src/app.handler',
    seen: ok(6),
  },
  {
    name: 'resolves subpath imports and exports',
    files: {
      'package.json': '{"type":"module","imports":{"#seven":"./lib/seven.js"}}',
      'lib/seven.js': 'export default 7',
      'index.js':
        'import seven from "#seven"; import eight from "eight/deep"; export const handler = async () => [seven, eight]',
      'node_modules/eight/package.json': '{"type":"module","exports":{"./deep":"./eight.js"}}',
      'node_modules/eight/eight.js': 'export default 8',
    },
    seen: ok([7, 8]),
  },
  {
    name: 'requires a module beside it by its full path',
    files: {
      'index.js': 'exports.handler = async () => require(process.env.LAMBDA_TASK_ROOT + "/nine.js")',
      'nine.js': 'module.exports = 9',
    },
    seen: ok(9),
  },
  {
    name: 'starts in the folder of the code',
    files: {
      'index.js':
        'exports.handler = async () => [process.cwd() === __dirname, __dirname === process.env.LAMBDA_TASK_ROOT]',
    },
    seen: ok([true, true]),
  },
  {
    name: 'has no home folder and nothing of the developer’s environment',
    files: {
      'index.js':
        'exports.handler = async () => Object.keys(process.env).filter((name) => /^(HOME|USER|npm_|STATE_DIR|PWD)/.test(name))',
    },
    seen: ok([]),
  },
  {
    name: 'sets NODE_PATH as Lambda does',
    files: {
      'index.js': 'exports.handler = async () => process.env.NODE_PATH.split(":").slice(0, 2)',
    },
    seen: ok(['/opt/nodejs/node22/node_modules', '/opt/nodejs/node_modules']),
  },
  {
    name: 'rejects a handler that is not exported',
    files: { 'index.js': 'exports.other = async () => 1' },
    seen: {
      errorType: 'Runtime.HandlerNotFound',
      errorMessage: 'index.handler is undefined or not exported',
    },
  },
  {
    name: 'rejects a module that is not there',
    files: { 'index.js': '' },
    handler: 'app.handler',
    seen: {
      errorType: 'Runtime.ImportModuleError',
      errorMessage: "Error: Cannot find module 'app'\nRequire stack:\n- <runtime>/index.mjs",
    },
  },
  {
    name: 'rejects code with a syntax error',
    files: { 'index.js': 'exports.handler = async () => {' },
    seen: { errorType: 'Runtime.UserCodeSyntaxError', errorMessage: 'SyntaxError: Unexpected end of input' },
  },
];

/** Where the engine's state may lie. */
const folders: [string, () => Promise<string>][] = [
  ['inside the repository', () => mkdtemp(join(process.cwd(), '.stack-zips-'))],
  ['outside the repository', () => mkdtemp(join(tmpdir(), 'gatehouse-zips-'))],
  ['in a path with a space and an umlaut', () => mkdtemp(join(tmpdir(), 'gatehouse zips ü '))],
];

describe.each(folders)('with the state %s', (_where, makeFolder) => {
  describe.each(['auto', 'permissions', 'none'] as const)('and LAMBDA_SANDBOX=%s', (lambdaSandbox) => {
    let bench: LambdaBench;
    let stateDir: string;
    let count = 0;
    beforeAll(async () => {
      stateDir = await makeFolder();
      bench = await openLambdaBench({ stateDir, lambdaSandbox });
    });
    afterAll(async () => {
      await bench[Symbol.asyncDispose]();
      await rm(stateDir, { recursive: true, force: true });
    });

    test.each(rows)('$name', async ({ files, handler = 'index.handler', runtime = 'nodejs22.x', seen }) => {
      const name = `zip-${count++}`;
      await bench.create(name, files, { Handler: handler, Runtime: runtime });
      const { payload, functionError } = await bench.invoke(name);
      if ('payload' in seen) {
        expect({ payload, functionError }).toEqual({ payload: seen.payload, functionError: undefined });
        return;
      }
      const { errorType, errorMessage } = payload as { errorType: string; errorMessage: string };
      const shown = errorMessage
        .replaceAll(/\/[^\n']*?\/code\/[0-9a-f]{64}|\/var\/task/g, '<task>')
        .replaceAll(/\/[^\n']*?\/sandbox\/runtime(?=\/)|\/var\/runtime/g, '<runtime>');
      expect({ errorType, errorMessage: shown }).toEqual(seen);
    });
  });
});
