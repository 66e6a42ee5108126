// @ts-check
import { errorObject, RuntimeError } from './function-errors.mjs';
import { logError, setRequestId } from './log-console.mjs';

/**
 * One invocation, as the styles of handlers deal with it.
 *
 * @typedef {{
 *   headers: Record<string, string>,
 *   event(): unknown,
 *   onIdle(called: () => void): void,
 *   respond(body: string | Buffer, headers?: Record<string, string>): void,
 *   fail(error: unknown): void,
 *   next(): void,
 * }} Invocation
 * @typedef {import('./api-client.mjs').ApiClient} ApiClient
 */

/** Called when nothing is left for the event loop to do. @type {(() => void) | undefined} */
let onIdle;
/** The invocation that runs; undefined during init. @type {string | undefined} */
let current;

/**
 * Reports what escapes the handler, and ends the process as Lambda's runtime does: 129 after an exception, 128 after a rejection.
 *
 * @param {ApiClient} api
 */
export function watchProcess(api) {
  process.on('uncaughtException', (error) => {
    void endWith(api, 'Uncaught Exception', error, 129);
  });
  process.on('unhandledRejection', (reason, promise) => {
    const error = new RuntimeError('UnhandledPromiseRejection', reason, { reason, promise });
    void endWith(api, 'Unhandled Promise Rejection', error, 128);
  });
  process.on('beforeExit', () => onIdle?.());
}

/**
 * Logs and reports an error, of the invocation that runs or else of the init, and ends the process.
 *
 * @param {ApiClient} api
 * @param {string} title
 * @param {unknown} error
 * @param {number} code
 */
export async function endWith(api, title, error, code) {
  logError(title, error);
  api.ref();
  await postError(api, error);
  process.exit(code);
}

/**
 * Takes invocations one after the other, for ever, and hands each to `run`, which deals with it in the handler's style and
 * asks for the next one by `next`.
 *
 * @param {ApiClient} api
 * @param {(invocation: Invocation) => void} run
 */
export async function serve(api, run) {
  onIdle = undefined;
  api.ref();
  const { headers, body } = await api.send('GET', 'invocation/next', usage());
  api.unref();
  const id = headers['lambda-runtime-aws-request-id'] ?? '';
  current = id;
  setRequestId(id);
  const trace = headers['lambda-runtime-trace-id'];
  if (trace) process.env['_X_AMZN_TRACE_ID'] = trace;
  else delete process.env['_X_AMZN_TRACE_ID'];
  run({
    headers,
    event: () => JSON.parse(body.toString('utf8')),
    onIdle(called) {
      onIdle = called;
    },
    respond(answer, more) {
      void api.send('POST', `invocation/${id}/response`, { ...usage(), ...more }, answer);
    },
    fail(error) {
      logError('Invoke Error', error);
      void postError(api, error);
    },
    next: () => void serve(api, run),
  });
}

/**
 * @param {ApiClient} api
 * @param {unknown} error
 */
function postError(api, error) {
  const object = errorObject(error);
  const path = current === undefined ? 'init/error' : `invocation/${current}/error`;
  const type = object.errorType.replace(/[^\x20-\x7e]/g, '?');
  return api.send(
    'POST',
    path,
    { ...usage(), 'Lambda-Runtime-Function-Error-Type': type },
    JSON.stringify(object),
  );
}

/** What the REPORT line needs to know of this process: the most memory it held, in bytes. */
function usage() {
  return { 'Environment-Max-Memory': String(process.resourceUsage().maxRSS * 1024) };
}
