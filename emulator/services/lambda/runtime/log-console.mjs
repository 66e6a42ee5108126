// @ts-check
import { writeSync } from 'node:fs';
import { format } from 'node:util';
import { errorLogText } from './function-errors.mjs';

/** The descriptor on which the platform takes framed log messages, so that one message of many lines stays one event. */
const LOG_FD = 4;
/** Frame types of the platform's log channel: text and JSON. */
const TEXT_FRAME = 0xa55a0003;
const JSON_FRAME = 0xa55a0002;

const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];
const METHODS = {
  trace: 'TRACE',
  debug: 'DEBUG',
  info: 'INFO',
  log: 'INFO',
  warn: 'WARN',
  error: 'ERROR',
  fatal: 'FATAL',
};

/** @type {string | undefined} */
let currentRequestId;

/**
 * Names the invocation that log lines belong to from now on; undefined during init.
 *
 * @param {string | undefined} requestId
 */
export function setRequestId(requestId) {
  currentRequestId = requestId;
}

/**
 * Makes `console` write as Lambda's Node.js runtime does: `<time>\t<request id>\t<level>\t<message>` in text format, an object
 * a line in JSON format with what is below the log level left out (developer guide, "Log and monitor Node.js Lambda functions").
 *
 * @param {NodeJS.ProcessEnv} env
 */
export function patchConsole(env) {
  const json = env['AWS_LAMBDA_LOG_FORMAT']?.toUpperCase() === 'JSON';
  const lowest = json ? LEVELS.indexOf(env['AWS_LAMBDA_LOG_LEVEL']?.toUpperCase() ?? 'TRACE') : 0;
  for (const [method, level] of Object.entries(METHODS)) {
    const shown = LEVELS.indexOf(level) >= lowest;
    /** @param {unknown[]} values */
    const write = (...values) => {
      const now = new Date();
      if (json) writeFrame(JSON_FRAME, now, jsonLine(now, level, values));
      else {
        const prefix = `${now.toISOString()}\t${currentRequestId}\t${level}\t`;
        writeFrame(TEXT_FRAME, now, `${prefix}${format(...values)}\n`);
      }
    };
    Object.assign(console, { [method]: shown ? write : () => undefined });
  }
  logFailure = json
    ? (_title, error) => console.error(error instanceof Error ? error : new Error(format(error)))
    : logText;
}

/** @type {(title: string, error: unknown) => void} */
let logFailure = logText;

/**
 * Logs what ended an invocation or the init, as the runtime does.
 *
 * @param {string} title `Invoke Error`, `Uncaught Exception`, `Unhandled Promise Rejection`
 * @param {unknown} error
 */
export function logError(title, error) {
  logFailure(title, error);
}

/**
 * @param {string} title
 * @param {unknown} error
 */
function logText(title, error) {
  console.error(title, errorLogText(error));
}

/**
 * @param {Date} now
 * @param {string} level
 * @param {unknown[]} values
 */
function jsonLine(now, level, values) {
  const line = { timestamp: now.toISOString(), level, requestId: currentRequestId };
  const [first] = values;
  if (values.length === 1) {
    try {
      return JSON.stringify({ ...line, message: first }, (_key, value) =>
        value instanceof Error ? { ...describe(value), ...value } : value,
      );
    } catch {
      return JSON.stringify({ ...line, message: format(first) });
    }
  }
  const error = values.find((value) => value instanceof Error);
  return JSON.stringify({
    ...line,
    message: format(...values),
    ...(error instanceof Error && describe(error)),
  });
}

/** @param {Error} error */
function describe(error) {
  return {
    errorType: error.constructor?.name ?? 'UnknownError',
    errorMessage: error.message,
    stackTrace: typeof error.stack === 'string' ? error.stack.split('\n') : [],
  };
}

/**
 * @param {number} type
 * @param {Date} time
 * @param {string} message
 */
function writeFrame(type, time, message) {
  const body = Buffer.from(message, 'utf8');
  const frame = Buffer.allocUnsafe(16 + body.length);
  frame.writeUInt32BE(type, 0);
  frame.writeUInt32BE(body.length, 4);
  frame.writeBigInt64BE(BigInt(time.getTime()) * 1000n, 8);
  body.copy(frame, 16);
  for (let written = 0; written < frame.length; ) written += writeSync(LOG_FD, frame, written);
}
