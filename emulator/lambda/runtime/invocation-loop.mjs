// @ts-check
import { errorObject, RuntimeError } from './function-errors.mjs';
import { invocationContext } from './invocation-context.mjs';
import { logError, setRequestId } from './log-console.mjs';
import { isStreaming, ResponseStream } from './response-stream.mjs';

/**
 * @typedef {import('./api-client.mjs').ApiClient} ApiClient
 * @typedef {import('./load-handler.mjs').Handler} Handler
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
  /**
   * @param {unknown} error
   * @param {number} code
   */
  async function report(error, code) {
    api.ref();
    await postError(api, error);
    process.exit(code);
  }
  process.on('uncaughtException', (error) => {
    logError('Uncaught Exception', error);
    void report(error, 129);
  });
  process.on('unhandledRejection', (reason, promise) => {
    const error = new RuntimeError('UnhandledPromiseRejection', reason, { reason, promise });
    logError('Unhandled Promise Rejection', error);
    void report(error, 128);
  });
  process.on('beforeExit', () => onIdle?.());
}

/**
 * Posts an error of the invocation that runs, or of the init when none does.
 *
 * @param {ApiClient} api
 * @param {unknown} error
 */
export function postError(api, error) {
  const object = errorObject(error);
  const path = current === undefined ? 'init/error' : `invocation/${current}/error`;
  return api.send(
    'POST',
    path,
    { ...usage(), 'Lambda-Runtime-Function-Error-Type': asciiOf(object.errorType) },
    JSON.stringify(object),
  );
}

/**
 * Takes invocations one after the other, for ever. An invocation ends when its answer is posted, and not before the event
 * loop is empty where the handler asks for that (`callbackWaitsForEmptyEventLoop`).
 *
 * @param {ApiClient} api
 * @param {Handler} handler
 */
export function serve(api, handler) {
  const run = isStreaming(handler) ? runStreaming : runPlain;
  async function next() {
    onIdle = undefined;
    api.ref();
    const { headers, body } = await api.send('GET', 'invocation/next', usage());
    api.unref();
    current = headers['lambda-runtime-aws-request-id'] ?? '';
    setRequestId(current);
    const trace = headers['lambda-runtime-trace-id'];
    if (trace) process.env['_X_AMZN_TRACE_ID'] = trace;
    else delete process.env['_X_AMZN_TRACE_ID'];
    run(api, handler, headers, body, () => void next());
  }
  void next();
}

/**
 * @param {ApiClient} api
 * @param {Handler} handler
 * @param {Record<string, string>} headers
 * @param {Buffer} body
 * @param {() => void} next
 */
function runPlain(api, handler, headers, body, next) {
  let settled = false;
  let waits = true;
  /** @param {unknown} error */
  const fail = (error) => {
    logError('Invoke Error', error);
    void postError(api, error);
    next();
  };
  /** @param {unknown} result */
  const succeed = (result) => {
    let text;
    try {
      text = JSON.stringify(result) ?? 'null';
    } catch {
      fail(new Error('Unable to stringify response body'));
      return;
    }
    void api.send('POST', `invocation/${current}/response`, usage(), text);
    next();
  };
  /** @param {(value: any) => void} end @returns {(value: any) => void} */
  const once = (end) => (value) => {
    if (settled) return;
    settled = true;
    onIdle = undefined;
    end(value);
  };
  const done = once(([error, result]) => (isNothing(error) ? succeed(result) : fail(error)));
  const callback = once(([error, result]) => {
    if (!isNothing(error)) fail(error);
    else if (waits) onIdle = () => setImmediate(succeed, result);
    else succeed(result);
  });
  onIdle = () => {
    const error = new RuntimeError(
      'NodeJsExit',
      'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was never settled. For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes',
    );
    done(handler.constructor.name === 'AsyncFunction' ? [error] : [null, null]);
  };

  try {
    const context = Object.assign(
      {
        get callbackWaitsForEmptyEventLoop() {
          return waits;
        },
        set callbackWaitsForEmptyEventLoop(value) {
          waits = value;
        },
        /** @param {unknown} [result] */
        succeed: (result) => done([null, result]),
        /** @param {unknown} [error] */
        fail: (error) => done([isNothing(error) ? 'handled' : error]),
        /** @param {unknown} [error] @param {unknown} [result] */
        done: (error, result) => done([error, result]),
      },
      invocationContext(headers, process.env),
    );
    const result = handler(
      JSON.parse(body.toString('utf8')),
      context,
      (/** @type {unknown} */ error, /** @type {unknown} */ value) => callback([error, value]),
    );
    if (isPromise(result)) result.then(context.succeed, context.fail);
  } catch (error) {
    done([isNothing(error) ? 'handled' : error]);
  }
}

/**
 * @param {ApiClient} api
 * @param {Handler} handler
 * @param {Record<string, string>} headers
 * @param {Buffer} body
 * @param {() => void} next
 */
async function runStreaming(api, handler, headers, body, next) {
  const stream = new ResponseStream();
  let waits = true;
  onIdle = next;
  try {
    const context = Object.assign(
      {
        get callbackWaitsForEmptyEventLoop() {
          return waits;
        },
        set callbackWaitsForEmptyEventLoop(value) {
          waits = value;
        },
      },
      invocationContext(headers, process.env),
    );
    const result = handler(JSON.parse(body.toString('utf8')), stream, context);
    if (!isPromise(result)) throw new Error('Streaming does not support non-async handlers.');
    if ((await result) !== undefined) console.warn('Streaming handlers ignore return values.');
    if (!stream.writableEnded) throw new Error('Response stream is not finished.');
    void api.send(
      'POST',
      `invocation/${current}/response`,
      {
        ...usage(),
        'Lambda-Runtime-Function-Response-Mode': 'streaming',
        'Content-Type': stream.contentType,
      },
      stream.collected(),
    );
  } catch (error) {
    logError('Invoke Error', error);
    void postError(api, error);
    waits = false;
  }
  if (waits) onIdle = () => setImmediate(next);
  else next();
}

/** What the REPORT line needs to know of this process: the most memory it held, in bytes. */
function usage() {
  return { 'Environment-Max-Memory': String(process.resourceUsage().maxRSS * 1024) };
}

/** @param {string} text */
function asciiOf(text) {
  return text.replace(/[^\x20-\x7e]/g, '?');
}

/** @param {unknown} value */
function isNothing(value) {
  return value === undefined || value === null;
}

/** @param {unknown} value @returns {value is Promise<unknown>} */
function isPromise(value) {
  return typeof (/** @type {{ then?: unknown } | undefined | null} */ (value)?.then) === 'function';
}
