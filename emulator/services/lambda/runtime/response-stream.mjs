// @ts-check
import { Writable } from 'node:stream';
import { RuntimeError } from './function-errors.mjs';

const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming');
const HTTP_PRELUDE_TYPE = 'application/vnd.awslambda.http-integration-response';

/**
 * The stream that a streaming handler writes its answer to. It is collected here, and posted whole when the handler is
 * done: what the function sees is as on AWS, what the caller sees arrives at once.
 */
export class ResponseStream extends Writable {
  /** @type {Buffer[]} */
  #chunks = [];
  contentType = 'application/octet-stream';
  /** @type {((write: (chunk: string | Uint8Array) => void) => void) | undefined} */
  _onBeforeFirstWrite = undefined;

  constructor() {
    super({ decodeStrings: true });
  }

  /** @param {string} type */
  setContentType(type) {
    if (this.#chunks.length > 0) {
      throw new RuntimeError('InvalidStreamingOperation', 'Cannot set content-type, too late.');
    }
    this.contentType = type;
  }

  /**
   * Takes whatever Lambda's stream takes: what is neither text nor bytes is written as JSON.
   *
   * @override
   * @param {any} chunk
   * @param {any[]} rest
   * @returns {boolean}
   */
  write(chunk, ...rest) {
    const plain = typeof chunk === 'string' || chunk instanceof Uint8Array ? chunk : JSON.stringify(chunk);
    return /** @type {(chunk: unknown, ...rest: unknown[]) => boolean} */ (super.write).call(
      this,
      plain,
      ...rest,
    );
  }

  /**
   * @override
   * @param {Buffer} chunk
   * @param {BufferEncoding} _encoding
   * @param {(error?: Error | null) => void} done
   */
  _write(chunk, _encoding, done) {
    if (this.#chunks.length === 0)
      this._onBeforeFirstWrite?.((first) => this.#chunks.push(Buffer.from(first)));
    this.#chunks.push(chunk);
    done();
  }

  /** Everything that was written. */
  collected() {
    return Buffer.concat(this.#chunks);
  }
}

/** The global `awslambda` of the Node.js runtimes (developer guide, "Writing response streaming-enabled Lambda functions"). */
export const awslambda = {
  /**
   * @template {Function} Handler
   * @param {Handler} handler
   * @returns {Handler}
   */
  streamifyResponse(handler) {
    Object.assign(handler, { [STREAMING]: 'response' });
    return handler;
  },
  HttpResponseStream: {
    /**
     * Puts status, headers and cookies before the body: their JSON, then eight zero bytes.
     *
     * @param {ResponseStream} stream
     * @param {object} prelude
     */
    from(stream, prelude) {
      stream.setContentType(HTTP_PRELUDE_TYPE);
      stream._onBeforeFirstWrite = (write) => {
        write(JSON.stringify(prelude));
        write(new Uint8Array(8));
      };
      return stream;
    },
  },
};

/** @param {Function} handler */
export function isStreaming(handler) {
  const mark = /** @type {Record<symbol, unknown>} */ (/** @type {unknown} */ (handler))[STREAMING];
  if (!mark) return false;
  if (mark !== 'response')
    throw new RuntimeError('MalformedStreamingHandler', 'Only response streaming is supported.');
  return true;
}
