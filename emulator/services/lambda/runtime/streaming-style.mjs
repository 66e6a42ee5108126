// @ts-check
import { invocationContext } from './invocation-context.mjs';
import { ResponseStream } from './response-stream.mjs';

/**
 * Runs handlers that were passed to `awslambda.streamifyResponse`. Their answer is posted when they are done; the next invocation
 * waits until the event loop is empty, unless the handler waives that.
 *
 * @param {import('./load-handler.mjs').Handler} handler
 * @returns {(invocation: import('./invocation-loop.mjs').Invocation) => Promise<void>}
 */
export function streamingStyle(handler) {
  return async (invocation) => {
    const stream = new ResponseStream();
    let waits = true;
    invocation.onIdle(invocation.next);
    const settings = {
      get callbackWaitsForEmptyEventLoop() {
        return waits;
      },
      set callbackWaitsForEmptyEventLoop(value) {
        waits = value;
      },
    };
    try {
      const context = Object.assign(settings, invocationContext(invocation.headers, process.env));
      const returned = handler(invocation.event(), stream, context);
      if (typeof (/** @type {{ then?: unknown } | undefined} */ (returned)?.then) !== 'function') {
        throw new Error('Streaming does not support non-async handlers.');
      }
      if ((await returned) !== undefined) console.warn('Streaming handlers ignore return values.');
      if (!stream.writableEnded) throw new Error('Response stream is not finished.');
      invocation.respond(stream.collected(), {
        'Lambda-Runtime-Function-Response-Mode': 'streaming',
        'Content-Type': stream.contentType,
      });
    } catch (error) {
      invocation.fail(error);
      waits = false;
    }
    if (waits) invocation.onIdle(() => setImmediate(invocation.next));
    else invocation.next();
  };
}
