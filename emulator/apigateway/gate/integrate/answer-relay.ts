import type { ServerResponse } from 'node:http';
import type { Dispatcher } from 'undici';

/** The largest answer of an endpoint, in bytes (API Gateway quotas, "Payload size"). */
export const LARGEST_ANSWER = 10 * 1024 * 1024;

/**
 * An answer is held back until it is complete, or until this many bytes of it are there: AWS answers 504 when an
 * endpoint breaks off, which is no longer possible once a status was sent. One of unknown length is held back whole,
 * as AWS sends every answer with its length.
 */
const HELD = 256 * 1024;

/** Up to this many bytes, copying a body costs less than a second write. */
const ONE_WRITE = 16 * 1024;

/** The request that an answer is for, and what is noted about the answer. */
export interface Relayed {
  readonly response: ServerResponse;
  readonly method: string;
  integrationStatus: number | undefined;
  integrationLatencyMs: number | undefined;
  status: number;
  responseLength: number;
}

/** How a kind of API treats what an endpoint answers. */
export interface RelayRules<Exchange extends Relayed> {
  /** The name under which a header of the endpoint comes back; undefined for one that does not. */
  headerName(name: string, exchange: Exchange): string | undefined;
  /** Changes status and headers (a flat list) before they are sent; adds the gateway's own. */
  finish(exchange: Exchange, head: { status: number; headers: string[] }): void;
  /** The failure of an answer of more than 10 MB. */
  tooLarge(): Error;
}

/** Takes an endpoint's answer from the HTTP client and passes it on to the gate's client. */
export class AnswerRelay<Exchange extends Relayed> implements Dispatcher.DispatchHandler {
  readonly #exchange: Exchange;
  readonly #rules: RelayRules<Exchange>;
  readonly #settle: (error?: unknown) => void;
  readonly #started = performance.now();
  #controller: Dispatcher.DispatchController | undefined;
  #headers: string[] = [];
  #status = 0;
  #length: number | undefined;
  #received = 0;
  #held: Buffer[] = [];
  #streaming = false;
  #ended = false;

  /** `settle` is called once: without an error when the answer is passed on, or could only be broken off. */
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
    const raw = (controller.rawHeaders ?? []) as Buffer[];
    for (let index = 0; index < raw.length; index += 2) {
      const name = raw[index]?.toString('latin1') ?? '';
      const value = raw[index + 1]?.toString('latin1') ?? '';
      if (this.#length === undefined && name.length === 14 && name.toLowerCase() === 'content-length')
        this.#length = Number(value);
      const passed = this.#rules.headerName(name, this.#exchange);
      if (passed !== undefined) this.#headers.push(passed, value);
    }
    this.#status = status;
    this.#exchange.integrationStatus = status;
    this.#exchange.integrationLatencyMs = performance.now() - this.#started;
    if ((this.#length ?? 0) > LARGEST_ANSWER && this.#exchange.method !== 'HEAD')
      this.abort(this.#rules.tooLarge());
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#received += chunk.length;
    if (this.#streaming) {
      if (!this.#exchange.response.write(chunk)) this.#pause(controller);
      return;
    }
    this.#held.push(chunk);
    if (this.#received > LARGEST_ANSWER) this.abort(this.#rules.tooLarge());
    else if (this.#length !== undefined && this.#received > HELD) {
      this.#streaming = true;
      const { response } = this.#exchange;
      this.#writeHead(response, this.#length);
      for (const held of this.#held) response.write(held);
      this.#held = [];
      if (response.writableNeedDrain) this.#pause(controller);
    }
  }

  onResponseEnd(): void {
    if (this.#ended) return;
    const { response } = this.#exchange;
    if (this.#streaming) response.end();
    else {
      const body = this.#held[0] && this.#held.length === 1 ? this.#held[0] : Buffer.concat(this.#held);
      const bodiless = this.#status === 204 || this.#status === 304;
      const length = this.#exchange.method === 'HEAD' ? this.#length : this.#received;
      this.#writeHead(response, bodiless ? undefined : length);
      // Node.js puts head and body into one write when the body is text; latin1 keeps every byte.
      if (body.length > ONE_WRITE) response.end(body);
      else response.end(body.toString('latin1'), 'latin1');
    }
    this.#exchange.responseLength = this.#received;
    this.#ended = true;
    this.#settle();
  }

  onResponseError(_controller: Dispatcher.DispatchController | undefined, error: Error): void {
    this.#fail(error);
  }

  /** Gives up: the endpoint's connection goes, and the reason is passed on unless the answer has begun. */
  abort(reason: Error): void {
    if (this.#ended) return;
    this.#fail(reason);
    this.#controller?.abort(reason);
  }

  #fail(error: Error): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#held = [];
    if (this.#streaming) {
      // The status is out: all that is left is to show that the body is not whole.
      this.#exchange.response.destroy();
      this.#settle();
    } else this.#settle(error);
  }

  #writeHead(response: ServerResponse, length: number | undefined): void {
    const head = { status: this.#status, headers: this.#headers };
    this.#rules.finish(this.#exchange, head);
    if (length !== undefined) head.headers.push('Content-Length', String(length));
    this.#exchange.status = head.status;
    response.writeHead(head.status, head.headers);
  }

  #pause(controller: Dispatcher.DispatchController): void {
    controller.pause();
    this.#exchange.response.once('drain', () => controller.resume());
  }
}
