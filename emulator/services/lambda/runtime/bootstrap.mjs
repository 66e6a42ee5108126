// @ts-check
/**
 * The program of one execution environment. It starts without a function and waits; the engine makes it a function's environment by one
 * line of JSON on descriptor 3, and it takes invocations from the Runtime API until it is ended. Descriptor 3 stays open as long as the
 * engine lives: when it closes, so does this process. Descriptor 4 takes log frames.
 */
import { Socket } from 'node:net';
import { openApi } from './api-client.mjs';
import { callbackStyle } from './callback-style.mjs';
import { endWith, serve, watchProcess } from './invocation-loop.mjs';
import { loadHandler } from './load-handler.mjs';
import { patchConsole } from './log-console.mjs';
import { lookOnlyIn } from './lookup.mjs';
import { promiseStyle } from './promise-style.mjs';
import { awslambda, isStreaming } from './response-stream.mjs';
import { streamingStyle } from './streaming-style.mjs';

/**
 * @typedef {{ env: Record<string, string>, root: string, layers?: string, handler: string, sourceMaps: boolean }} Assignment
 */

// Files of functions have AWS's permissions, whatever the engine's own umask.
process.umask(0o022);
const control = new Socket({ fd: 3, readable: true, writable: false });
control.on('error', () => undefined);
control.on('close', () => process.kill(process.pid, 'SIGKILL'));
const assignment = await assigned();
control.unref();

for (const name of Object.keys(process.env)) delete process.env[name];
Object.assign(process.env, assignment.env);
lookOnlyIn(assignment);
if (assignment.sourceMaps) process.setSourceMapsEnabled(true);
patchConsole(process.env);
Object.assign(globalThis, { awslambda });

const api = openApi(process.env['AWS_LAMBDA_RUNTIME_API'] ?? '');
api.unref();
watchProcess(api);
load()
  .then((handler) => {
    if (isStreaming(handler)) return streamingStyle(handler);
    return process.env['AWS_EXECUTION_ENV'] === 'AWS_Lambda_nodejs24.x'
      ? promiseStyle(handler)
      : callbackStyle(handler);
  })
  .then(
    (run) => serve(api, run),
    (error) => endWith(api, 'Uncaught Exception', error, 129),
  );

async function load() {
  // A deleted folder (hot reload) is the function's error.
  process.chdir(assignment.root);
  return loadHandler(assignment.root, assignment.handler);
}

/** @returns {Promise<Assignment>} */
function assigned() {
  return new Promise((resolve) => {
    let text = '';
    control.setEncoding('utf8');
    control.on('data', (chunk) => {
      text += chunk;
      const end = text.indexOf('\n');
      if (end >= 0) resolve(JSON.parse(text.slice(0, end)));
    });
  });
}
