// @ts-check
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What of undici the programs use, without what it has beside: fetch, WebSockets, caches, mocks. */
const UNDICI = `
import * as api from 'undici/lib/api/index.js';
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
export { default as buildConnector } from 'undici/lib/core/connect.js';
export { default as errors } from 'undici/lib/core/errors.js';
export { default as Agent } from 'undici/lib/dispatcher/agent.js';
export { default as Pool } from 'undici/lib/dispatcher/pool.js';
Object.assign(Dispatcher.prototype, api);
`;

/** An `import` of it reads all its properties, and with `WebSocket` Node.js loads the fetch that it has built in. `require` reads none. */
const HTTP = "module.exports = require('node:http');";

/**
 * A service's model whose shapes are text until somebody asks for one: a call to that service.
 *
 * @param {string} text
 */
function model(text) {
  const { shapes, ...rest } = JSON.parse(text);
  const parse = (/** @type {unknown} */ value) => `JSON.parse(${JSON.stringify(JSON.stringify(value))})`;
  if (shapes === undefined) return `module.exports = ${parse(JSON.parse(text))};`;
  return `const model = ${parse(rest)};
const define = (descriptor) => Object.defineProperty(model, 'shapes', { configurable: true, enumerable: true, ...descriptor });
module.exports = define({ get: () => define({ value: ${parse(shapes)} }).shapes });`;
}

/**
 * For esbuild: leaves out what a start need not load.
 *
 * @type {import('esbuild').Plugin}
 */
export const leanStart = {
  name: 'lean start',
  setup({ onResolve, onLoad }) {
    const imports = (/** @type {string} */ kind) => kind === 'import-statement';
    onResolve({ filter: /^undici$/ }, ({ kind }) =>
      imports(kind) ? { path: 'undici', namespace: 'lean' } : undefined,
    );
    onResolve({ filter: /^(node:)?http$/ }, ({ kind }) =>
      imports(kind) ? { path: 'http', namespace: 'lean' } : undefined,
    );
    onLoad({ filter: /[/\\]emulator[/\\]models[/\\][^/\\]+\.json$/ }, async ({ path }) => ({
      contents: model(await readFile(path, 'utf8')),
    }));
    onLoad({ filter: /./, namespace: 'lean' }, ({ path }) => ({
      contents: path === 'http' ? HTTP : UNDICI,
      resolveDir: dirname(dirname(fileURLToPath(import.meta.url))),
    }));
  },
};
