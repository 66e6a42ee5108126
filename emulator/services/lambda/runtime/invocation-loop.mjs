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
/** The invocation that runs or ran last; undefined during init. @type {string | undefined} */
let current;
/** Set once what escaped the handler ends this process: it takes no further invocation. */
let ending = false;
/** Whether the next invocation has been asked for and is not there. */
let waiting = false;
/** What escaped the handler's code while nothing ran. @type {(() => void) | undefined} */
let late;

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
 * Logs and reports an error, of the invocation that runs or else of the init, and ends the process. On AWS an environment without
 * work is frozen, and what its timers throw comes to light in the next invocation; so it does here.
 *
 * @param {ApiClient} api
 * @param {string} title
 * @param {unknown} error
 * @param {number} code
 */
export async function endWith(api, title, error, code) {
  if (waiting) {
    late ??= () => void endWith(api, title, error, code);
    return;
  }
  ending = true;
  logError(title, error);
  api.ref();
  await postError(api, error);
  process.exit(code);
}

/**
 * Takes invocations one after the other, for ever, and hands each to `run`, which deals with it in the handler's style and
 * asks for the next one by `next`. It asks in the next turn of the event loop, as Lambda's runtime does: a rejection that nobody
 * handles is known by then, and ends this process before another invocation is in it.
 *
 * @param {ApiClient} api
 * @param {(invocation: Invocation) => void} run
 */
export function serve(api, run) {
  onIdle = undefined;
  setImmediate(() => {
    if (!ending) void take(api, run);
  });
}

/**
 * @param {ApiClient} api
 * @param {(invocation: Invocation) => void} run
 */
async function take(api, run) {
  api.ref();
  waiting = true;
  const { headers, body } = await api.send('GET', 'invocation/next', usage());
  waiting = false;
  api.unref();
  const id = headers['lambda-runtime-aws-request-id'] ?? '';
  current = id;
  setRequestId(id);
  const trace = headers['lambda-runtime-trace-id'];
  if (trace) process.env['_X_AMZN_TRACE_ID'] = trace;
  else delete process.env['_X_AMZN_TRACE_ID'];
  if (late) {
    late();
    return;
  }
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
    next: () => serve(api, run),
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

/** This process's peak memory, in bytes, and its CPU time, in milliseconds. */
function usage() {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  return {
    'Environment-Max-Memory': String(maxRSS * 1024),
    'Environment-Cpu-Time': String((userCPUTime + systemCPUTime) / 1000),
  };
}
