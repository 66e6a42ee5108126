import { AwsError } from '../../../../edge/aws-error.ts';
import type { FunctionInvoker, FunctionResult } from '../../../../edge/interfaces/function-invoker.ts';
import type { Clock } from '../../../../store/clock.ts';
import { readVerdict, type Verdict } from '../../../execute-api/authorize/verdict.ts';
import { authorizerMisconfigured, unauthorized } from '../../../execute-api/gateway-failure.ts';
import type { CompiledAuthorizer } from '../compile-stage.ts';
import type { Exchange } from '../exchange.ts';
import { authorizerEvent } from './authorizer-event.ts';

/**
 * How long to wait for an authorizer's function, in milliseconds. AWS does give up, and not after the integration's timeout; how long it
 * waits is a guess.
 */
const LONGEST_WAIT = 30_000;

export interface AskDependencies {
  readonly functions: FunctionInvoker;
  readonly clock: Pick<Clock, 'after'>;
}

/** Calls the function; throws GatewayFailure if its answer is no verdict, or none comes in time. */
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
  const timer = clock.after(functions.patience(functionArn, LONGEST_WAIT), () => late());
  const running = functions.invoke({
    functionArn,
    invokedBy: 'apigateway.amazonaws.com',
    sourceArn,
    roleArn: authorizer.record.authorizerCredentials,
    sourceAccount: exchange.stage.accountId,
    payload: JSON.stringify(authorizerEvent(exchange, authorizer, identity)),
    traceId: exchange.traceId,
    signal: abort.signal,
  });
  // A later failure of the function does not matter any more.
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
