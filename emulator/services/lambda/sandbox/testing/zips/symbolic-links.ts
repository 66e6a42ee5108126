import { ok, type ZipRow } from './zip-row.ts';

/** Zips with symbolic links. */
export const symbolicLinks: readonly ZipRow[] = [
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
];
