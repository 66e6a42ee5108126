import { ok, type ZipRow } from './zip-row.ts';

/** Zips that look at where they run: folder, files, environment variables. */
export const surroundings: readonly ZipRow[] = [
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
];
