// @ts-check
import { RuntimeError } from './function-errors.mjs';
import { invocationContext } from './invocation-context.mjs';

/**
 * Runs handlers as nodejs24.x does: what they return, awaited, is the answer, and there are no callbacks any more. Throws a
 * RuntimeError for a handler that asks for one.
 *
 * @param {import('./load-handler.mjs').Handler} handler
 * @returns {(invocation: import('./invocation-loop.mjs').Invocation) => Promise<void>}
 */
export function promiseStyle(handler) {
  if (handler.length >= 3) {
    throw new RuntimeError(
      'CallbackHandlerDeprecated',
      'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later. For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.',
    );
  }
  return async (invocation) => {
    try {
      const context = invocationContext(invocation.headers, process.env);
      const result = await handler(invocation.event(), context);
      invocation.respond(textOf(result));
    } catch (error) {
      invocation.fail(error);
    }
    invocation.next();
  };
}

/** @param {unknown} result */
function textOf(result) {
  try {
    return JSON.stringify(result) ?? 'null';
  } catch {
    throw new RuntimeError('JSONStringifyError', 'Unable to stringify response body');
  }
}
