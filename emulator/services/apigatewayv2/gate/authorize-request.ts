import { AwsError } from '../../../edge/aws-error.ts';
import type { FunctionInvoker, FunctionResult } from '../../../edge/interfaces/function-invoker.ts';
import { evaluate } from '../../../edge/policy/evaluate.ts';
import type { Clock } from '../../../store/clock.ts';
import { conditionKeys } from '../../execute-api/authorize/check-policy.ts';
import { arnsToAllow } from '../../execute-api/authorize/method-arns.ts';
import type { VerdictCaches } from '../../execute-api/authorize/verdict-cache.ts';
import type { CompiledAuthorizer } from './compile-stage.ts';
import { eventV1 } from './event-v1.ts';
import { eventV2 } from './events.ts';
import type { HttpExchange } from './http-exchange.ts';
import { forbidden, internalError, unauthorized } from './http-failure.ts';
import { type HttpVerdict, readHttpVerdict } from './http-verdict.ts';
import { identityValue } from './identity-value.ts';

export interface RequestAuthorizerDependencies {
  readonly functions: FunctionInvoker;
  readonly httpVerdicts: VerdictCaches<HttpVerdict>;
  readonly clock: Pick<Clock, 'after'>;
}

/** How long an authorizer may take, in milliseconds (API Gateway quotas, HTTP API, "Timeout for Lambda authorizer"). */
const TIMEOUT = 10_000;

/**
 * Asks a Lambda authorizer (API Gateway guide, "Control access to HTTP APIs with AWS Lambda authorizers"). Throws HttpFailure: 401 without
 * an identity, 403 for a no, 500 for all errors. As on AWS, a cached yes of the simple form opens every route of the stage, unless
 * `$context.routeKey` is an identity source.
 */
export async function authorizeByRequest(
  { functions, httpVerdicts, clock }: RequestAuthorizerDependencies,
  exchange: HttpExchange,
  authorizer: CompiledAuthorizer,
): Promise<void> {
  const identity: string[] = [];
  for (const source of authorizer.sources) {
    const value = identityValue(exchange, source);
    if (!value) throw unauthorized();
    identity.push(value);
  }
  const { ttlMs, id, record } = authorizer;
  const { apiId, stageName } = exchange.stage;
  const cache = ttlMs > 0 && identity.length > 0 ? httpVerdicts.of(apiId, stageName, id, record) : undefined;
  const key = JSON.stringify(identity);
  const kept = cache?.get(key);
  const verdict = kept ?? (await ask(functions, clock, exchange, authorizer, identity));
  if (!kept) cache?.put(key, verdict, ttlMs);
  const { context, principalId, judgement } = verdict;
  exchange.verdict = verdict;
  exchange.authorizer = { principalId, context, shown: { lambda: context }, cached: kept !== undefined };
  if (typeof judgement === 'boolean') {
    if (!judgement) throw forbidden();
    return;
  }
  const keys = conditionKeys(exchange);
  for (const resource of arnsToAllow(exchange)) {
    if (evaluate(judgement, { action: 'execute-api:Invoke', resource, context: keys }) !== 'allowed')
      throw forbidden();
  }
}

async function ask(
  functions: FunctionInvoker,
  clock: Pick<Clock, 'after'>,
  exchange: HttpExchange,
  { functionArn, sourceArn, record }: CompiledAuthorizer,
  identity: readonly string[],
): Promise<HttpVerdict> {
  if (functionArn === undefined) throw internalError('Invalid authorizer URI');
  const abort = new AbortController();
  let timer: { cancel(): void } | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = clock.after(functions.patience(functionArn, TIMEOUT), () => {
      reject(internalError('The authorizer timed out'));
      abort.abort();
    });
  });
  const running = functions.invoke({
    functionArn,
    invokedBy: 'apigateway.amazonaws.com',
    sourceArn,
    roleArn: record.AuthorizerCredentialsArn,
    sourceAccount: exchange.stage.accountId,
    payload: JSON.stringify(eventOf(exchange, record.AuthorizerPayloadFormatVersion, identity)),
    traceId: exchange.traceId,
    signal: abort.signal,
  });
  let result: FunctionResult;
  try {
    result = await Promise.race([running, late]);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw internalError(error.message, error);
  } finally {
    timer?.cancel();
    running.catch(() => undefined);
  }
  exchange.authorizerRunId = result.requestId;
  if (result.functionError) throw internalError('The authorizer failed');
  const verdict = readHttpVerdict(result.payload, record);
  if (typeof verdict === 'string') throw internalError(`Invalid authorizer response: ${verdict}`);
  return verdict;
}

function eventOf(exchange: HttpExchange, version: string | undefined, identity: readonly string[]): object {
  const arn = `${exchange.stage.arn}/${exchange.method}${exchange.path}`;
  if (version === '2.0')
    return { version: '2.0', type: 'REQUEST', routeArn: arn, identitySource: identity, ...eventV2(exchange) };
  const { version: _version, ...event } = eventV1(exchange);
  return {
    version: '1.0',
    type: 'REQUEST',
    methodArn: arn,
    identitySource: identity.join(','),
    authorizationToken: identity.join(','),
    ...event,
  };
}
