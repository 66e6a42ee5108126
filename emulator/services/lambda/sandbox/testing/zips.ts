import { strToU8, type ZippableFile, zipSync } from 'fflate';

/** What a client sees: an answer's payload, or an error's type and message, `<task>` for the code's folder. */
export type Seen = { payload: unknown } | { errorType: string; errorMessage: string };

/** A user's zip, and what AWS makes of it. */
export interface ZipRow {
  name: string;
  files: Record<string, string>;
  /** Symbolic links and where they point to. */
  links?: Record<string, string>;
  /** `index.handler` by default. */
  handler?: string;
  /** `nodejs22.x` by default. */
  runtime?: 'nodejs20.x' | 'nodejs22.x' | 'nodejs24.x' | 'python3.13';
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

/** Zips of Node.js functions. */
export const nodeZips: readonly ZipRow[] = [
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
  {
    name: 'follows symbolic links inside the zip',
    files: {
      'index.js': 'exports.handler = async () => [require("./latest/ten"), require("linked")]',
      'versions/2/ten.js': 'module.exports = 10',
      'node_modules/.store/linked/index.js': 'module.exports = "linked"',
    },
    links: { latest: 'versions/2', 'node_modules/linked': '.store/linked' },
    seen: ok([10, 'linked']),
  },
  {
    name: 'follows symbolic links by import',
    files: {
      'index.mjs': 'import eleven from "linked"; export const handler = async () => eleven',
      'store/linked/package.json': '{"type":"module","exports":"./eleven.js"}',
      'store/linked/eleven.js': 'export default 11',
    },
    links: { 'node_modules/linked': '../store/linked' },
    seen: ok(11),
  },
  {
    name: 'runs a handler that is a symbolic link',
    files: { 'dist/main.mjs': 'export const handler = async () => 12' },
    links: { 'index.mjs': 'dist/main.mjs' },
    seen: ok(12),
  },
  {
    name: 'requires JSON and reads files by __dirname',
    files: {
      'index.js':
        'exports.handler = async () => [require("./data.json").n, require("fs").readFileSync(__dirname + "/data.json", "utf8").length]',
      'data.json': '{"n":13}',
    },
    seen: ok([13, 8]),
  },
  {
    name: 'reads files by a relative path',
    files: {
      'index.mjs':
        'import { readFileSync } from "node:fs"; export const handler = async () => JSON.parse(readFileSync("conf/data.json", "utf8")).n',
      'conf/data.json': '{"n":14}',
    },
    seen: ok(14),
  },
  {
    name: 'requires from an ES module by createRequire',
    files: {
      'index.mjs':
        'import { createRequire } from "node:module"; const require = createRequire(import.meta.url); export const handler = async () => [require("six"), typeof require("@aws-sdk/client-sts").STSClient]',
      'node_modules/six/index.js': 'module.exports = 6',
    },
    seen: ok([6, 'function']),
  },
  {
    name: 'imports the package that the zip itself is',
    files: {
      'package.json': '{"name":"own","type":"module","exports":{"./fifteen":"./lib/fifteen.js"}}',
      'lib/fifteen.js': 'export default 15',
      'index.js': 'import fifteen from "own/fifteen"; export const handler = async () => fifteen',
    },
    seen: ok(15),
  },
  {
    name: 'rejects an import without its extension',
    files: {
      'index.mjs': 'import "./lib"; export const handler = async () => 1',
      'lib.mjs': '',
    },
    seen: {
      errorType: 'Error',
      errorMessage: "Cannot find module '<task>/lib' imported from <task>/index.mjs",
    },
  },
  {
    name: 'rejects a subpath that a package does not export',
    files: {
      'index.js': 'require("closed/inner"); exports.handler = async () => 1',
      'node_modules/closed/package.json': '{"exports":{".":"./index.js"}}',
      'node_modules/closed/index.js': '',
      'node_modules/closed/inner.js': '',
    },
    seen: {
      errorType: 'Error',
      errorMessage:
        'Package subpath \'./inner\' is not defined by "exports" in <task>/node_modules/closed/package.json',
    },
  },
  {
    name: 'has what the SDK is made of',
    files: {
      'index.mjs':
        'import { defaultProvider } from "@aws-sdk/credential-provider-node"; import { SignatureV4 } from "@smithy/signature-v4"; export const handler = async () => [typeof defaultProvider, typeof SignatureV4]',
    },
    seen: ok(['function', 'function']),
  },
  {
    name: 'does not have the SDK of version 2',
    files: { 'index.js': 'require("aws-sdk"); exports.handler = async () => 1' },
    seen: missing('aws-sdk'),
  },
  {
    name: 'lets a package of the zip find the SDK of the runtime',
    files: {
      'index.js': 'exports.handler = async () => require("wraps")',
      'node_modules/wraps/index.js': 'module.exports = typeof require("@aws-sdk/client-lambda").LambdaClient',
    },
    seen: ok('function'),
  },
  {
    name: 'reports a package that a nested module does not find, with its require stack',
    files: {
      'index.js': 'require("./lib/deep"); exports.handler = async () => 1',
      'lib/deep.js': 'require("not-there")',
    },
    seen: {
      errorType: 'Runtime.ImportModuleError',
      errorMessage:
        "Error: Cannot find module 'not-there'\nRequire stack:\n- <task>/lib/deep.js\n- <task>/index.js\n- <runtime>/index.mjs",
    },
  },
  {
    name: 'prefers index.js to index.mjs',
    files: {
      'index.js': 'exports.handler = async () => "js"',
      'index.mjs': 'export const handler = async () => "mjs"',
    },
    seen: ok('js'),
  },
];

const pythonFiles: readonly ZipRow[] = [
  {
    name: 'runs Python',
    files: { 'index.py': 'def handler(event, context):\n  return 1\n' },
    seen: ok(1),
  },
  {
    name: 'runs Python in a folder, by a path with slashes',
    files: { 'src/app.py': 'def handler(event, context):\n  return 2\n' },
    handler: 'src/app.handler',
    seen: ok(2),
  },
  {
    name: 'runs Python in a folder, by a path with dots',
    files: { 'src/app.py': 'def handler(event, context):\n  return 3\n' },
    handler: 'src.app.handler',
    seen: ok(3),
  },
  {
    name: 'imports a package of the zip, and by a symbolic link',
    files: {
      'index.py': 'import six, seven\ndef handler(event, context):\n  return [six.N, seven.N]\n',
      'six/__init__.py': 'N = 6',
      'store/seven.py': 'N = 7',
    },
    links: { 'seven.py': 'store/seven.py' },
    seen: ok([6, 7]),
  },
  {
    name: 'prefers the boto3 of the zip',
    files: {
      'index.py': 'import boto3\ndef handler(event, context):\n  return boto3.OWN\n',
      'boto3.py': 'OWN = "mine"',
    },
    seen: ok('mine'),
  },
  {
    name: 'reads files beside the code',
    files: {
      'index.py':
        'import json, os\ndef handler(event, context):\n  with open(os.path.join(os.path.dirname(__file__), "data.json")) as a, open("data.json") as b:\n    return [json.load(a), json.load(b)]\n',
      'data.json': '8',
    },
    seen: ok([8, 8]),
  },
  {
    name: 'rejects a package that only this machine has',
    files: { 'index.py': 'import pip\ndef handler(event, context):\n  return 1\n' },
    seen: {
      errorType: 'Runtime.ImportModuleError',
      errorMessage: "Unable to import module 'index': No module named 'pip'",
    },
  },
  {
    name: 'rejects Python that is not there',
    files: { 'index.py': 'def handler(event, context):\n  return 1\n' },
    handler: 'app.handler',
    seen: {
      errorType: 'Runtime.ImportModuleError',
      errorMessage: "Unable to import module 'app': No module named 'app'",
    },
  },
  {
    name: 'rejects a Python function that is not there',
    files: { 'index.py': 'x = 1\n' },
    seen: {
      errorType: 'Runtime.HandlerNotFound',
      errorMessage: "Handler 'handler' missing on module 'index'",
    },
  },
  {
    name: 'has no home folder and nothing of the developer’s environment in Python',
    files: {
      'index.py':
        'import os, re\ndef handler(event, context):\n  return [n for n in os.environ if re.match("HOME|USER|npm_|STATE_DIR|PWD", n)]\n',
    },
    seen: ok([]),
  },
];

/** Zips of Python functions. */
export const pythonZips: readonly ZipRow[] = pythonFiles.map((row) => ({ ...row, runtime: 'python3.13' }));

/** The bytes of a row's zip. */
export function zipOfRow({ files, links = {} }: Pick<ZipRow, 'files' | 'links'>): Uint8Array {
  const written = Object.entries(files).map(([path, text]): [string, ZippableFile] => [path, strToU8(text)]);
  const linked = Object.entries(links).map(([path, target]): [string, ZippableFile] => [
    path,
    [strToU8(target), { os: 3, attrs: 0o120777 << 16 }],
  ]);
  return zipSync(Object.fromEntries([...written, ...linked]));
}
