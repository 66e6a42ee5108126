import type { ApiStage, QuotaSettings, UsagePlan } from '@aws-sdk/client-api-gateway';
import type { Dependencies } from '../../control/dependencies.ts';
import { badRequest, notFound } from '../../control/errors.ts';
import type { QuotaRecord, UsagePlanRecord } from '../../state/plan-records.ts';

export const planPath = ({ usagePlanId }: { usagePlanId?: string }) => `/usageplans/${usagePlanId}`;

/** The usage plan; throws `NotFoundException`. */
export function findPlan({ plans }: Pick<Dependencies, 'plans'>, id = ''): UsagePlanRecord {
  const plan = plans.state.plans.get(id);
  if (!plan) throw notFound('Invalid Usage Plan ID specified');
  return plan;
}

/** Checks a plan before it is stored. Throws `BadRequestException`, and `NotFoundException` for an unknown stage. */
export function checkPlan(
  { store }: Pick<Dependencies, 'store'>,
  { id, name, apiStages, quota }: UsagePlanRecord,
): void {
  if (name.trim() === '') throw badRequest('Usage Plan name is required');
  for (const { apiId, stage } of apiStages) {
    if (!store.state.apis.get(apiId)?.stages.has(stage))
      throw notFound(`Invalid API Stage {api: ${apiId}, stage: ${stage}} specified for usageplan ${id}`);
  }
  if (quota) checkQuota(quota);
}

/** What offsets a period has (API reference, `QuotaSettings`); the sentences are guesses. */
function checkQuota({ limit, offset, period }: QuotaRecord): void {
  if (!Number.isInteger(limit) || limit < 0) throw badRequest(`Invalid quota limit specified: ${limit}`);
  const last = { DAY: 0, WEEK: 6, MONTH: 27 }[period];
  if (last === undefined) throw badRequest(`Invalid quota period specified: ${period}`);
  if (!Number.isInteger(offset) || offset < 0 || offset > last)
    throw badRequest(`Usage Plan quota offset must be between 0 and ${last} for the period ${period}`);
}

/** A stored quota; AWS requires a limit and a period (the sentence is a guess). */
export function quotaOf({ limit, offset = 0, period }: QuotaSettings): QuotaRecord {
  if (limit === undefined || period === undefined)
    throw badRequest('Usage Plan quota needs a limit and a period');
  return { limit, offset, period };
}

/** The parts of `<API>:<stage>`; throws `BadRequestException`. */
export function stageOf(value: string): { apiId: string; stage: string } {
  const [apiId = '', stage = '', ...rest] = value.split(':');
  if (apiId === '' || stage === '' || rest.length > 0) throw badRequest('Invalid API Stage specified');
  return { apiId, stage };
}

/** A usage plan as AWS shows it; single plans always have tags. */
export function describePlan(plan: UsagePlanRecord, { tags = false }: { tags?: boolean } = {}): UsagePlan {
  return {
    id: plan.id,
    name: plan.name,
    description: plan.description,
    apiStages: plan.apiStages.map(describeStage),
    throttle: plan.throttle && { ...plan.throttle },
    quota: plan.quota && { ...plan.quota },
    productCode: plan.productCode,
    ...((tags || Object.keys(plan.tags).length > 0) && { tags: { ...plan.tags } }),
  };
}

function describeStage({ apiId, stage, throttle }: UsagePlanRecord['apiStages'][number]): ApiStage {
  return { apiId, stage, ...(throttle && { throttle: { ...throttle } }) };
}
