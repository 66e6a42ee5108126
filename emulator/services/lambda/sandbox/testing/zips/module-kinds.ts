import { ok, type ZipRow } from './zip-row.ts';

/** Zips that are CommonJS or ES modules, and what is wrong with their handlers. */
export const moduleKinds: readonly ZipRow[] = [
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
    name: 'requires a module beside it by its full path',
    files: {
      'index.js': 'exports.handler = async () => require(process.env.LAMBDA_TASK_ROOT + "/nine.js")',
      'nine.js': 'module.exports = 9',
    },
    seen: ok(9),
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
    name: 'prefers index.js to index.mjs',
    files: {
      'index.js': 'exports.handler = async () => "js"',
      'index.mjs': 'export const handler = async () => "mjs"',
    },
    seen: ok('js'),
  },
];
