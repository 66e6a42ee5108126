import type { Clock } from '../../../clock.ts';
import { AwsError } from '../../../edge/aws-error.ts';
import type { FunctionInvoker, FunctionResult } from '../../../lambda/invoker.ts';
import type { CompiledAuthorizer } from '../compile-stage.ts';
import type { Exchange } from '../exchange.ts';
import { authorizerMisconfigured, unauthorized } from '../gateway-failure.ts';
import { noteCheck } from '../note-check.ts';
import { sourceValue } from '../parameter-source.ts';
import { authorizerEvent } from './authorizer-event.ts';
import { checkPolicy } from './check-policy.ts';
import { readVerdict, type Verdict } from './verdict.ts';
import type { VerdictCaches } from './verdict-cache.ts';

/**
 * How long an authorizer's function is waited for, in milliseconds. That AWS gives up is known, and that it is not after the
 * integration's time; after how long is a guess.
 */
const LONGEST_WAIT = 30_000;

export interface AskDependencies {
  readonly functions: FunctionInvoker;
  readonly clock: Pick<Clock, 'after'>;
}

export interface AuthorizeDependencies extends AskDependencies {
  readonly verdicts: VerdictCaches<Verdict>;
}

/**
 * Asks a Lambda authorizer about a request, or takes its verdict from the cache, and evaluates the verdict's policy for
 * the method that is called (API Gateway guide, "Use API Gateway Lambda authorizers"). Requests that come at once and
 * find nothing in the cache each ask, as on AWS. Throws GatewayFailure: 401 without an identity or when the function
 * says so, 403 when the policy does not allow, 500 for all that goes wrong.
 */
export async function authorize(
  dependencies: AuthorizeDependencies,
  exchange: Exchange,
  authorizer: CompiledAuthorizer,
): Promise<void> {
  const verdict = await noteCheck(exchange, 'authorizer', () => judge(dependencies, exchange, authorizer));
  await noteCheck(exchange, 'authorize', () => checkPolicy(exchange, verdict));
}

async function judge(
  dependencies: AuthorizeDependencies,
  exchange: Exchange,
  authorizer: CompiledAuthorizer,
): Promise<Verdict> {
  const { verdicts } = dependencies;
  const identity = identityOf(exchange, authorizer);
  const { ttlMs, record } = authorizer;
  // The cache is taken before the function is asked: flushed meanwhile, the answer goes into one that nobody reads.
  const cache =
    ttlMs > 0 ? verdicts.of(exchange.stage.apiId, exchange.stage.stageName, record.id, record) : undefined;
  const key = identity.length === 1 ? (identity[0] ?? '') : JSON.stringify(identity);
  const kept = cache?.get(key);
  const verdict = kept ?? (await ask(dependencies, exchange, authorizer, identity));
  if (!kept) cache?.put(key, verdict, ttlMs);
  exchange.authorizer = {
    principalId: verdict.principalId,
    context: verdict.context,
    cached: kept !== undefined,
  };
  return verdict;
}

/** The values of the identity sources of a request; each must be there and not empty, and a TOKEN's must match its expression. */
export function identityOf(
  exchange: Exchange,
  { sources, expression, record }: CompiledAuthorizer,
): string[] {
  const values: string[] = [];
  for (const source of sources) {
    const value = sourceValue(exchange, source);
    if (!value) throw unauthorized();
    values.push(value);
  }
  if (record.type === 'TOKEN' && expression && !expression.test(values[0] ?? '')) throw unauthorized();
  return values;
}

/** Asks the function; throws GatewayFailure where what comes back is no verdict, or nothing comes in time. */
export async function ask(
  dependencies: AskDependencies,
  exchange: Exchange,
  authorizer: CompiledAuthorizer,
  identity: readonly string[],
): Promise<Verdict> {
  if (authorizer.functionArn === undefined) throw authorizerMisconfigured('Invalid authorizer URI');
  const started = performance.now();
  let result: FunctionResult | undefined;
  try {
    result = await run(dependencies, exchange, authorizer, identity);
  } finally {
    const latencyMs = performance.now() - started;
    exchange.authorizerRun = { latencyMs, ...(result && { status: 200, requestId: result.requestId }) };
  }
  if (result.functionError) {
    if (errorMessage(result.payload) === 'Unauthorized') throw unauthorized();
    throw authorizerMisconfigured('Authorizer error');
  }
  const verdict = readVerdict(result.payload);
  if (typeof verdict === 'string') throw authorizerMisconfigured(`Invalid authorizer response: ${verdict}`);
  return verdict;
}

async function run(
  { functions, clock }: AskDependencies,
  exchange: Exchange,
  authorizer: CompiledAuthorizer,
  identity: readonly string[],
): Promise<FunctionResult> {
  const { functionArn = '', sourceArn } = authorizer;
  const abort = new AbortController();
  let late = () => {};
  const timer = clock.after(LONGEST_WAIT, () => late());
  const running = functions.invoke({
    functionArn,
    invokedBy: 'apigateway.amazonaws.com',
    sourceArn,
    sourceAccount: exchange.stage.accountId,
    payload: JSON.stringify(authorizerEvent(exchange, authorizer, identity)),
    traceId: exchange.traceId,
    signal: abort.signal,
  });
  // A function that fails after its time is nobody's concern any more.
  running.catch(() => undefined);
  try {
    return await new Promise<FunctionResult>((resolve, reject) => {
      late = () => {
        reject(authorizerMisconfigured('Authorizer timed out'));
        abort.abort();
      };
      running.then(resolve, reject);
    });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const detail =
      error.code === 'AccessDeniedException' || error.code === 'ResourceNotFoundException'
        ? 'Invalid permissions on Lambda function'
        : error.message;
    throw authorizerMisconfigured(detail, error);
  } finally {
    timer.cancel();
  }
}

function errorMessage(payload: string): unknown {
  try {
    const error: unknown = JSON.parse(payload);
    return typeof error === 'object' && error !== null && 'errorMessage' in error
      ? error.errorMessage
      : undefined;
  } catch {
    return undefined;
  }
}
