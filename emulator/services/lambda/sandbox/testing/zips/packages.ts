import { missing, missingImport, ok, type ZipRow } from './zip-row.ts';

/** Zips that look for packages: their own, and ones that only this machine has. */
export const packages: readonly ZipRow[] = [
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
];
