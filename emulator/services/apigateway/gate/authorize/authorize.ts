import { checkPolicy } from '../../../execute-api/authorize/check-policy.ts';
import type { Verdict } from '../../../execute-api/authorize/verdict.ts';
import type { VerdictCaches } from '../../../execute-api/authorize/verdict-cache.ts';
import { unauthorized } from '../../../execute-api/gateway-failure.ts';
import type { CompiledAuthorizer } from '../compile-stage.ts';
import type { Exchange } from '../exchange.ts';
import { noteCheck } from '../note-check.ts';
import { sourceValue } from '../parameter-source.ts';
import { type AskDependencies, ask } from './ask.ts';

export interface AuthorizeDependencies extends AskDependencies {
  readonly verdicts: VerdictCaches<Verdict>;
}

/**
 * Asks a Lambda authorizer about a request, or takes its verdict from the cache, and evaluates the verdict's policy for the called method
 * (API Gateway guide, "Use API Gateway Lambda authorizers"). Simultaneous requests that find nothing in the cache each ask, as on AWS.
 * Throws GatewayFailure: 401 without an identity or when the function says so, 403 if the policy does not allow, 500 for all errors.
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
  // The cache is taken before the function is called: if it is flushed meanwhile, the answer goes into one that nobody reads.
  const cache =
    ttlMs > 0 ? verdicts.of(exchange.stage.apiId, exchange.stage.stageName, record.id, record) : undefined;
  const key = identity.length === 1 ? (identity[0] ?? '') : JSON.stringify(identity);
  const kept = cache?.get(key);
  const verdict = kept ?? (await ask(dependencies, exchange, authorizer, identity));
  if (!kept) cache?.put(key, verdict, ttlMs);
  exchange.verdict = verdict;
  exchange.authorizer = {
    principalId: verdict.principalId,
    context: verdict.context,
    cached: kept !== undefined,
    usageIdentifierKey: verdict.usageIdentifierKey,
  };
  return verdict;
}

/** The values of a request's identity sources; each must exist and not be empty, and a TOKEN's must match its expression. */
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
  if (record.type === 'TOKEN' && expression && !expression.matchesWhole(values[0] ?? ''))
    throw unauthorized();
  return values;
}
