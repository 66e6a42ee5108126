import type { ServerResponse } from 'node:http';
import type { HeldBody } from '../../../edge/interfaces/gate-recorder.ts';
import { GatewayFailure } from '../../execute-api/gateway-failure.ts';
import { isUnsendable } from '../../execute-api/request/header-text.ts';
import type { HttpExchange } from './http-exchange.ts';
import { HttpFailure, internalError, tooLarge } from './http-failure.ts';

/** Answers a failed request; closes the connection if an answer has already begun. Throws what is no failure but a bug. */
export function fail(exchange: HttpExchange, error: unknown): void {
  const { response, method } = exchange;
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const failure = failureOf(error);
  if (!failure) throw error;
  exchange.failure = failure;
  exchange.status = failure.status;
  const answered = answerFailure(response, exchange.ownHeaders(), method, failure);
  exchange.answered = answered;
  exchange.responseLength = answered.body.length;
}

function failureOf(error: unknown): HttpFailure | undefined {
  if (error instanceof HttpFailure) return error;
  // The code that both kinds of API share finds a body that is too large.
  if (error instanceof GatewayFailure && error.status === 413) return tooLarge();
  return isUnsendable(error) ? internalError('Invalid header in the answer', error) : undefined;
}

/** Sends a failure and returns what was sent. */
export function answerFailure(
  response: ServerResponse,
  ownHeaders: readonly string[],
  method: string | undefined,
  { status, message, headers }: HttpFailure,
): { headers: readonly string[]; body: HeldBody & { length: number } } {
  const content = JSON.stringify({ message });
  const length = Buffer.byteLength(content);
  const sent = [
    'Content-Type',
    'application/json',
    'Content-Length',
    String(length),
    ...Object.entries(headers).flat(),
    ...ownHeaders,
  ];
  response.writeHead(status, sent);
  response.end(method === 'HEAD' ? undefined : content);
  return { headers: sent, body: { content, encoding: 'utf8', length } };
}
