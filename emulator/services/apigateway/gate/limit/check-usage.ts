import type { EngineContext } from '../../../../edge/interfaces/engine-context.ts';
import { headerValue } from '../../../execute-api/request/request-values.ts';
import type { Throttle, ThrottleLimits } from '../../../execute-api/throttle.ts';
import type { ApiKeyRecord, PlanStageRecord, UsagePlanRecord } from '../../state/plan-records.ts';
import type { PlanStore } from '../../state/plan-store.ts';
import type { CompiledMethod } from '../compile-stage.ts';
import type { Exchange } from '../exchange.ts';
import { invalidApiKey, quotaExceeded, throttled } from './failures.ts';
import type { UsageMeter } from './usage-meter.ts';

export interface UsageDependencies extends Pick<EngineContext, 'clock'> {
  readonly plans: PlanStore;
  readonly meter: UsageMeter;
  readonly throttle: Throttle;
}

/**
 * Checks the API key of a method that requires one, and counts the request for its usage plan. Throws GatewayFailure: 403 without a key
 * that a plan allows for this stage; 429 if the plan's bucket or the method's bucket in it is empty, or its quota is used up. A method that
 * requires no key counts for no plan ("Usage plans and API keys", API Gateway guide).
 */
export function checkUsage(dependencies: UsageDependencies, exchange: Exchange, route: CompiledMethod): void {
  if (!route.record.apiKeyRequired) return;
  const { plans, throttle, meter } = dependencies;
  const key = keyOf(plans, exchange);
  const place = key && placeOf(plans, key, exchange);
  if (!key || !place) throw invalidApiKey();
  exchange.apiKey = { id: key.id, value: key.value };
  const { plan, stage } = place;
  const limits: (readonly [string, ThrottleLimits])[] = [];
  const own = stage.throttle?.[`${exchange.resource?.path}/${route.record.httpMethod}`];
  if (own) limits.push([`${plan.id}/${key.id}/${exchange.stage.arn}/${route.id}`, own]);
  if (plan.throttle) limits.push([`${plan.id}/${key.id}`, plan.throttle]);
  if (limits.length > 0 && !throttle.take(limits)) throw throttled();
  if (!meter.take(plan.id, key.id, plan.quota)) throw quotaExceeded();
}

function keyOf({ state }: PlanStore, exchange: Exchange): ApiKeyRecord | undefined {
  const { snapshot } = exchange.stage;
  const value =
    snapshot.api.apiKeySource === 'AUTHORIZER'
      ? exchange.authorizer?.usageIdentifierKey
      : headerValue(exchange.request, 'x-api-key');
  const key = value ? state.keys.get(state.keyIds.get(value) ?? '') : undefined;
  return key?.enabled ? key : undefined;
}

/** The plan by which the key may call this stage. */
function placeOf(
  { state }: PlanStore,
  { id }: ApiKeyRecord,
  { stage: { apiId, stageName } }: Exchange,
): { plan: UsagePlanRecord; stage: PlanStageRecord } | undefined {
  for (const planId of state.plansOf.get(id) ?? []) {
    const plan = state.plans.get(planId);
    const stage = plan?.apiStages.find((one) => one.apiId === apiId && one.stage === stageName);
    if (plan && stage) return { plan, stage };
  }
  return undefined;
}
