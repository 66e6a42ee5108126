// @ts-check
import { RuntimeError } from './function-errors.mjs';
import { invocationContext } from './invocation-context.mjs';

/**
 * Runs handlers as the runtimes up to nodejs22.x do: by promise, by callback, or by the methods of the context. With a callback an
 * invocation does not end before the event loop is empty, unless the handler waives that (`callbackWaitsForEmptyEventLoop`).
 *
 * @param {import('./load-handler.mjs').Handler} handler
 * @returns {(invocation: import('./invocation-loop.mjs').Invocation) => void}
 */
export function callbackStyle(handler) {
  return (invocation) => {
    let settled = false;
    let waits = true;
    /** @param {unknown} error */
    const fail = (error) => {
      invocation.fail(error);
      invocation.next();
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
      invocation.respond(text);
      invocation.next();
    };
    /**
     * @param {unknown} error
     * @param {unknown} result
     * @param {boolean} whenIdle
     */
    const end = (error, result, whenIdle) => {
      // Only the first of all these calls counts.
      if (settled) return;
      settled = true;
      if (error !== undefined && error !== null) fail(error);
      else if (whenIdle) invocation.onIdle(() => setImmediate(succeed, result));
      else succeed(result);
    };
    invocation.onIdle(() => {
      const error = new RuntimeError(
        'NodeJsExit',
        'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was never settled. For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes',
      );
      end(handler.constructor.name === 'AsyncFunction' ? error : undefined, undefined, false);
    });
    const methods = {
      get callbackWaitsForEmptyEventLoop() {
        return waits;
      },
      set callbackWaitsForEmptyEventLoop(value) {
        waits = value;
      },
      /** @param {unknown} [result] */
      succeed: (result) => end(undefined, result, false),
      /** @param {unknown} [error] */
      fail: (error) => end(error ?? 'handled', undefined, false),
      /** @param {unknown} [error] @param {unknown} [result] */
      done: (error, result) => end(error, result, false),
    };
    try {
      const context = Object.assign(methods, invocationContext(invocation.headers, process.env));
      /** @type {(error?: unknown, result?: unknown) => void} */
      const callback = (error, result) => end(error, result, waits);
      const returned = handler(invocation.event(), context, callback);
      if (isThenable(returned)) returned.then(methods.succeed, methods.fail);
    } catch (error) {
      methods.fail(error);
    }
  };
}

/** @param {unknown} value @returns {value is PromiseLike<unknown>} */
function isThenable(value) {
  return typeof (/** @type {{ then?: unknown } | undefined | null} */ (value)?.then) === 'function';
}
