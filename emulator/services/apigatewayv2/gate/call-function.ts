import { AwsError } from '../../../edge/aws-error.ts';
import type { FunctionInvoker, FunctionResult } from '../../../edge/interfaces/function-invoker.ts';
import type { Clock } from '../../../store/clock.ts';
import { readLambdaAnswer } from '../../execute-api/integrate/lambda-answer.ts';
import { wholeBody } from '../../execute-api/integrate/request-body.ts';
import { headerValue } from '../../execute-api/request/request-values.ts';
import type { CompiledIntegration } from './compile-stage.ts';
import { eventV1 } from './event-v1.ts';
import { eventV2 } from './events.ts';
import type { HttpExchange } from './http-exchange.ts';
import { internalError, unavailable } from './http-failure.ts';
import { isBinaryText } from './is-text.ts';
import { readAnswerV2 } from './lambda-answer-v2.ts';

export interface FunctionDependencies {
  readonly functions: FunctionInvoker;
  readonly clock: Pick<Clock, 'after'>;
}

/**
 * Sends a request to a function, payload 1.0 or 2.0, and its answer back (API Gateway guide, "AWS Lambda proxy integrations for HTTP
 * APIs"). Throws HttpFailure: 500 if it may not be invoked, fails or answers nonsense, 503 if it is late.
 */
export async function callFunction(
  { functions, clock }: FunctionDependencies,
  exchange: HttpExchange,
  { record, functionArn }: CompiledIntegration,
): Promise<void> {
  if (!functionArn) throw internalError('Invalid function');
  const isV2 = record.PayloadFormatVersion === '2.0';
  const body = await wholeBody(exchange);
  const isBase64Encoded = body.length > 0 && isBinaryText(headerValue(exchange.request, 'content-type'));
  const text = body.toString(isBase64Encoded ? 'base64' : 'utf8');
  const event = isV2
    ? { version: '2.0', ...eventV2(exchange), ...(body.length > 0 && { body: text }), isBase64Encoded }
    : { ...eventV1(exchange), body: body.length > 0 ? text : null, isBase64Encoded };
  const started = performance.now();
  const result = await invoke(
    { functions, clock },
    exchange,
    functionArn,
    record.TimeoutInMillis ?? 30_000,
    event,
  );
  exchange.integrationLatencyMs = performance.now() - started;
  exchange.endpointRequestId = result.requestId;
  if (result.functionError) throw internalError('The function failed');
  const answer = isV2 ? readAnswerV2(result.payload) : readLambdaAnswer(result.payload);
  if (!answer) throw internalError('The function answered nonsense');
  exchange.integrationStatus = answer.status;
  write(
    exchange,
    answer.status,
    answer.headers,
    Buffer.from(answer.body, answer.isBase64Encoded ? 'base64' : 'utf8'),
  );
}

function write(exchange: HttpExchange, status: number, given: readonly string[], body: Buffer): void {
  const headers: string[] = [];
  let hasType = false;
  for (let index = 0; index < given.length; index += 2) {
    const key = (given[index] ?? '').toLowerCase();
    if (/^(connection|content-length|transfer-encoding|keep-alive|upgrade)$/.test(key)) continue;
    if (exchange.cors && key.startsWith('access-control-')) continue;
    if (key === 'content-type') hasType = true;
    headers.push(given[index] ?? '', given[index + 1] ?? '');
  }
  if (!hasType) headers.push('Content-Type', 'text/plain; charset=utf-8');
  const bodiless = status === 204 || status === 304;
  if (!bodiless) headers.push('Content-Length', String(body.length));
  exchange.status = status;
  exchange.responseLength = bodiless ? 0 : body.length;
  const sent = [...headers, ...exchange.ownHeaders()];
  exchange.answered = { headers: sent, body: { content: body, encoding: 'latin1' } };
  exchange.response.writeHead(status, sent);
  exchange.response.end(exchange.method === 'HEAD' || bodiless ? undefined : body);
}

async function invoke(
  { functions, clock }: FunctionDependencies,
  exchange: HttpExchange,
  functionArn: string,
  timeoutMs: number,
  event: object,
): Promise<FunctionResult> {
  const abort = new AbortController();
  let timer: { cancel(): void } | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = clock.after(functions.patience(functionArn, timeoutMs), () => {
      reject(unavailable('Integration timed out'));
      abort.abort();
    });
  });
  const { stage, route } = exchange;
  const [, path = '/$default'] = route?.key.split(' ') ?? [];
  const running = functions.invoke({
    functionArn,
    invokedBy: 'apigateway.amazonaws.com',
    sourceArn: `${stage.arn}/${route?.key === '$default' ? '$default' : `${exchange.method}${path}`}`,
    roleArn: exchange.route?.integration?.record.CredentialsArn,
    sourceAccount: stage.accountId,
    payload: JSON.stringify(event),
    traceId: exchange.traceId,
    signal: abort.signal,
  });
  try {
    return await Promise.race([running, late]);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw internalError(error.message, error);
  } finally {
    timer?.cancel();
    // A later failure of the function does not matter any more.
    running.catch(() => undefined);
  }
}
