import type { ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { Dispatcher } from 'undici';
import type { Answered, HeldBody } from '../../../edge/interfaces/gate-recorder.ts';
import type { BodyConverter } from './convert-body.ts';
import { Spool } from './spool.ts';

/** The largest answer of an endpoint, in bytes (API Gateway quotas, "Payload size"). */
export const LARGEST_ANSWER = 10 * 1024 * 1024;

/** Up to this many bytes, copying a body costs less than a second write. */
const ONE_WRITE = 16 * 1024;

/** The request of an answer, and what is recorded about the answer. */
export interface Relayed {
  readonly response: ServerResponse;
  readonly method: string;
  integrationStatus: number | undefined;
  integrationLatencyMs: number | undefined;
  /** The request id of an endpoint that is AWS's own. */
  endpointRequestId?: string | undefined;
  status: number;
  responseLength: number;
  /** What the client got, for the trace. */
  answered: Answered | undefined;
}

export interface Compression {
  /** For `Content-Encoding`. */
  readonly coding: string;
  compress(body: Uint8Array): Promise<Buffer>;
}

/** How a kind of API treats an endpoint's answer. */
export interface RelayRules<Exchange extends Relayed> {
  /** The name under which an endpoint's header comes back; undefined if it does not. */
  headerName(name: string, exchange: Exchange): string | undefined;
  /** The body's conversion, by the endpoint's `Content-Type`; undefined if it passes unchanged. */
  converter?(exchange: Exchange, contentType: string | undefined): BodyConverter | undefined;
  /** Changes status and headers (a flat list) before they are sent; adds the gateway's own. */
  finish(exchange: Exchange, head: { status: number; headers: string[] }): void;
  /** The compression of an answer of so many bytes; undefined for none. */
  compression?(exchange: Exchange, headers: readonly string[], length: number): Compression | undefined;
  /** The failure of an answer of more than 10 MB. */
  tooLarge(): Error;
}

/**
 * Takes an endpoint's answer from the HTTP client and passes it on to the gate's client. It is held until it is complete, a large one in a
 * file: AWS answers 504 if an endpoint breaks off, however late, which is impossible once a status was sent; and it sends every answer with
 * its length.
 */
export class AnswerRelay<Exchange extends Relayed> implements Dispatcher.DispatchHandler {
  readonly #exchange: Exchange;
  readonly #rules: RelayRules<Exchange>;
  readonly #settle: (error?: unknown) => void;
  readonly #started = performance.now();
  readonly #spool = new Spool();
  #controller: Dispatcher.DispatchController | undefined;
  #converter: BodyConverter | undefined;
  #headers: string[] = [];
  #status = 0;
  #length: number | undefined;
  #received = 0;
  #ended = false;

  /** `settle` is called once: without an error when the answer was passed on. */
  constructor(exchange: Exchange, rules: RelayRules<Exchange>, settle: (error?: unknown) => void) {
    this.#exchange = exchange;
    this.#rules = rules;
    this.#settle = settle;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#ended) controller.abort(new Error('Aborted before it began.'));
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number): void {
    if (status < 200) return;
    let contentType: string | undefined;
    const raw = (controller.rawHeaders ?? []) as Buffer[];
    for (let index = 0; index < raw.length; index += 2) {
      const name = raw[index]?.toString('latin1') ?? '';
      const value = raw[index + 1]?.toString('latin1') ?? '';
      if (this.#length === undefined && name.length === 14 && name.toLowerCase() === 'content-length')
        this.#length = Number(value);
      else if (name.length === 12 && name.toLowerCase() === 'content-type') contentType = value;
      else if (name.length === 16 && /^x-amz(?:n-requestid|-request-id)$/i.test(name))
        this.#exchange.endpointRequestId = value;
      const passed = this.#rules.headerName(name, this.#exchange);
      if (passed !== undefined) this.#headers.push(passed, value);
    }
    this.#status = status;
    this.#exchange.integrationStatus = status;
    this.#exchange.integrationLatencyMs = performance.now() - this.#started;
    this.#converter = this.#rules.converter?.(this.#exchange, contentType);
    if ((this.#length ?? 0) > LARGEST_ANSWER && this.#exchange.method !== 'HEAD')
      this.abort(this.#rules.tooLarge());
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#ended) return;
    this.#received += chunk.length;
    if (this.#received > LARGEST_ANSWER) {
      this.abort(this.#rules.tooLarge());
      return;
    }
    try {
      const written = this.#spool.add(this.#converter ? this.#converter.write(chunk) : chunk);
      if (!written) return;
      controller.pause();
      written.then(
        () => controller.resume(),
        (error: Error) => this.abort(error),
      );
    } catch (error) {
      this.abort(error as Error);
    }
  }

  onResponseEnd(): void {
    if (this.#ended) return;
    this.#ended = true;
    try {
      const rest = this.#converter?.end();
      if (rest && rest.length > 0) void this.#spool.add(rest);
      const bodiless = this.#status === 204 || this.#status === 304;
      const compression = bodiless
        ? undefined
        : this.#rules.compression?.(this.#exchange, this.#headers, this.#spool.length);
      if (compression) void this.#answerCompressed(compression);
      else if (this.#spool.isLarge) this.#answerFromFile();
      else this.#answerAtOnce();
    } catch (error) {
      this.#release();
      this.#settle(error);
    }
  }

  onResponseError(_controller: Dispatcher.DispatchController | undefined, error: Error): void {
    this.#fail(error);
  }

  /** Gives up: closes the endpoint's connection and passes the reason on, unless the endpoint has answered completely. */
  abort(reason: Error): void {
    if (this.#ended) return;
    this.#fail(reason);
    this.#controller?.abort(reason);
  }

  #fail(error: Error): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#release();
    this.#settle(error);
  }

  #answerAtOnce(): void {
    const { response, method } = this.#exchange;
    const body = this.#spool.whole();
    const bodiless = this.#status === 204 || this.#status === 304;
    const length = method === 'HEAD' ? this.#length : body.length;
    // Node.js puts head and body into one write if the body is text; latin1 keeps every byte.
    const content = body.length > ONE_WRITE ? body : body.toString('latin1');
    this.#writeHead(response, bodiless ? undefined : length, { content, encoding: 'latin1' });
    response.end(content, 'latin1');
    this.#exchange.responseLength = body.length;
    this.#settle();
  }

  #answerFromFile(): void {
    const { response } = this.#exchange;
    this.#writeHead(response, this.#spool.length, undefined);
    this.#exchange.responseLength = this.#spool.length;
    this.#spool
      .stream()
      .then((body) => pipeline(body, response))
      // The status is sent: all that is left is to show that the body is incomplete, or the client has gone anyway.
      .catch(() => response.destroy())
      .finally(() => {
        this.#release();
        this.#settle();
      });
  }

  /** A compressed answer is held whole: at most 10 MB, AWS's limit. */
  async #answerCompressed({ coding, compress }: Compression): Promise<void> {
    const { response } = this.#exchange;
    try {
      const whole = this.#spool.isLarge ? await buffer(await this.#spool.stream()) : this.#spool.whole();
      const body = await compress(whole);
      this.#headers.push('Content-Encoding', coding);
      this.#writeHead(response, body.length, { content: body, encoding: 'latin1' });
      response.end(body);
      this.#exchange.responseLength = body.length;
      this.#settle();
    } catch (error) {
      this.#settle(error);
    } finally {
      this.#release();
    }
  }

  #release(): void {
    this.#spool[Symbol.asyncDispose]().catch(() => undefined);
  }

  #writeHead(response: ServerResponse, length: number | undefined, body: HeldBody | undefined): void {
    const head = { status: this.#status, headers: this.#headers };
    this.#rules.finish(this.#exchange, head);
    if (length !== undefined) head.headers.push('Content-Length', String(length));
    this.#exchange.status = head.status;
    this.#exchange.answered = { headers: head.headers, body };
    response.writeHead(head.status, head.headers);
  }
}
