// @ts-check
import { types } from 'node:util';

/**
 * An error that Lambda's Node.js runtime itself reports; `name` is the `errorType` that the caller sees
 * (Lambda developer guide, "Troubleshoot invocation issues").
 */
export class RuntimeError extends Error {
  /**
   * @param {string} type `HandlerNotFound`, `ImportModuleError` …, without the prefix
   * @param {unknown} message
   * @param {object} [members] further members for the log
   */
  constructor(type, message, members = {}) {
    super(String(message));
    this.name = `Runtime.${type}`;
    Object.assign(this, members);
    this.stack = `${this.name}: ${this.message}\n${framesOf(message instanceof Error ? message : new Error())}`;
  }
}

/** @param {Error} error */
function framesOf(error) {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
}

/** Lambda's words for an error that it cannot describe. */
const PROBLEM = Object.freeze({
  errorType: 'handled',
  errorMessage:
    'callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack',
});

/**
 * The error object that the Runtime API takes, and that the caller of the function gets as its payload.
 *
 * @param {unknown} error anything that a handler can throw
 * @returns {{ errorType: string, errorMessage: string, trace?: string[] }}
 */
export function errorObject(error) {
  try {
    if (types.isNativeError(error) || looksLikeError(error)) {
      const { name, message, stack } = /** @type {Error} */ (error);
      if ([name, message].every((part) => typeof part === 'string'))
        return { errorType: name, errorMessage: message, trace: (stack ?? '').split('\n') };
      return PROBLEM;
    }
    return { errorType: typeof error, errorMessage: String(error), trace: [] };
  } catch {
    return PROBLEM;
  }
}

/** @param {unknown} value */
function looksLikeError(value) {
  if (typeof value !== 'object' || value === null) return false;
  const { name, message, stack } = /** @type {Record<string, unknown>} */ (value);
  return [name, message, stack].every((part) => typeof part === 'string' && part !== '');
}

/**
 * The error as the log shows it in text format: a tab, then JSON with what errors keep out of JSON otherwise.
 *
 * @param {unknown} error
 */
export function errorLogText(error) {
  try {
    const asError = error instanceof Error ? error : new Error(String(error));
    return `\t${JSON.stringify(asError, (_key, value) => (value instanceof Error ? withHiddenMembers(value) : value))}`;
  } catch {
    return `\t${JSON.stringify(errorObject(error))}`;
  }
}

/** @param {Error} error */
function withHiddenMembers(error) {
  const { name, message, stack } = error;
  return {
    errorType: name,
    errorMessage: message,
    code: /** @type {{ code?: unknown }} */ (error).code,
    ...error,
    ...(typeof stack === 'string' && { stack: stack.split('\n') }),
  };
}
