import type { IncomingMessage } from 'node:http';
import type { GatewayFailure } from '../../execute-api/gateway-failure.ts';
import { headerText, isSendable } from '../../execute-api/request/header-text.ts';
import { headerValue } from '../../execute-api/request/request-values.ts';
import { parseSource } from '../control/mapping-expression.ts';
import { customisedFor } from '../operations/gateway-response/default-gateway-response.ts';
import type { GatewayResponseRecord } from '../state/records.ts';
import { contextVariable } from './context-variables.ts';
import type { Exchange } from './exchange.ts';
import { isFromHeader, sourceValue } from './parameter-source.ts';

/**
 * Answers a failed request: the one place where failures become gateway responses. The API's own for the type wins, then its DEFAULT_4XX or
 * DEFAULT_5XX, then AWS's. AWS does not let REQUEST_TOO_LARGE be customised (API Gateway guide, "Important notes").
 */
export function answerFailure(exchange: Exchange, failure: GatewayFailure): void {
  const { response, stage } = exchange;
  exchange.failure = failure;
  const custom =
    failure.responseType === 'REQUEST_TOO_LARGE'
      ? undefined
      : customisedFor(stage.snapshot.gatewayResponses, failure.responseType);
  const status = Number(custom?.statusCode ?? failure.status);
  const { type, body } = custom
    ? rendered(exchange, custom)
    : { type: 'application/json', body: failure.body ?? JSON.stringify({ message: failure.text }) };
  const headers: Record<string, string> = {
    'Content-Type': type,
    'Content-Length': String(Buffer.byteLength(body)),
    'x-amzn-RequestId': exchange.requestId,
    'x-amzn-ErrorType': failure.errorType,
    'x-amz-apigw-id': exchange.extendedRequestId,
    ...(custom && customHeaders(exchange, custom)),
  };
  exchange.status = status;
  exchange.responseLength = Buffer.byteLength(body);
  exchange.answered = { headers, body: { content: body, encoding: 'utf8' } };
  response.writeHead(status, headers);
  response.end(exchange.method === 'HEAD' ? undefined : body);
}

function customHeaders(
  exchange: Exchange,
  { responseParameters }: GatewayResponseRecord,
): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [target, expression] of Object.entries(responseParameters)) {
    const source = parseSource(expression);
    const value = source && sourceValue(exchange, source);
    const name = target.slice('gatewayresponse.header.'.length);
    if (!source || !value) continue;
    const text = isFromHeader(source) ? value : headerText(value);
    // Drops a value with a line break from the client; the answer itself must reach the client.
    if (isSendable(name, text)) headers[name] = text;
  }
  return headers;
}

/** The template for what the client accepts; `application/json` by default, and for unknown types. */
function rendered(
  exchange: Exchange,
  { responseTemplates }: GatewayResponseRecord,
): { type: string; body: string } {
  const accepted = acceptOf(exchange.request);
  const [[firstType, firstTemplate] = ['application/json', '']] = Object.entries(responseTemplates);
  const type =
    [accepted, 'application/json'].find((candidate) => Object.hasOwn(responseTemplates, candidate)) ??
    firstType;
  return { type, body: substitute(exchange, responseTemplates[type] ?? firstTemplate) };
}

function acceptOf(request: Pick<IncomingMessage, 'rawHeaders'>): string {
  return headerValue(request, 'accept')?.split(',')[0]?.split(';')[0]?.trim() ?? '';
}

/** Gateway responses only have variables, not the whole template language (API Gateway guide, "Gateway responses"). */
function substitute(exchange: Exchange, template: string): string {
  return template.replaceAll(
    /\$(?:context\.([\w.-]*[\w-])|stageVariables\.(\w+))|\$\{context\.([\w.-]+)\}/g,
    (_whole, context?: string, variable?: string, braced?: string) => {
      if (variable !== undefined) return exchange.stage.variables[variable] ?? '';
      return contextVariable(exchange, (context ?? braced ?? '').split('.')) ?? '';
    },
  );
}
