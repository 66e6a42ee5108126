import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import type { Clock } from '../../../store/clock.ts';
import { AnswerRelay, type Relayed, type RelayRules } from './answer-relay.ts';

export interface EndpointRequest {
  origin: string;
  path: string;
  method: string;
  /** A flat list of names and values. */
  headers: string[];
  body: Readable | Buffer | null;
}

export interface PassOnOptions<Exchange extends Relayed> {
  dispatcher: Dispatcher;
  clock: Pick<Clock, 'after'>;
  rules: RelayRules<Exchange>;
  timeoutMs: number;
  /** Thrown if the endpoint is late. */
  late(): Error;
}

/**
 * Sends a request to an endpoint and relays its answer. Resolves when the answer is sent. Rejects, as long as nothing was sent, with
 * `late()`, with what `rules` throws, or with the HTTP client's error.
 */
export function passOn<Exchange extends Relayed>(
  { dispatcher, clock, rules, timeoutMs, late }: PassOnOptions<Exchange>,
  exchange: Exchange & { sent: EndpointRequest | undefined },
  request: EndpointRequest,
): Promise<void> {
  exchange.sent = request;
  return new Promise((resolve, reject) => {
    const { response } = exchange;
    const relay = new AnswerRelay(exchange, rules, (error) => {
      timer.cancel();
      response.off('close', onClose);
      if (error === undefined) resolve();
      else reject(error);
    });
    const timer = clock.after(timeoutMs, () => relay.abort(late()));
    const onClose = () => relay.abort(new Error('The client went away.'));
    response.once('close', onClose);
    try {
      dispatcher.dispatch(request, relay);
    } catch (error) {
      relay.abort(error as Error);
    }
  });
}
