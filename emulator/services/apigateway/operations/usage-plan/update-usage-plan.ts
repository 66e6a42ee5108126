import type { UpdateUsagePlanRequest, UsagePlan } from '@aws-sdk/client-api-gateway';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { badRequest, notFound } from '../../control/errors.ts';
import { applyPatch, listingWording, type PatchRule, textRule, without } from '../../control/patch.ts';
import type {
  PlanStageRecord,
  QuotaRecord,
  ThrottleRecord,
  UsagePlanRecord,
} from '../../state/plan-records.ts';
import { throttleLimit } from './throttle-limit.ts';
import { checkPlan, describePlan, findPlan, planPath, stageOf } from './usage-plan-rules.ts';

const FORMS = { burstLimit: /^\d+$/, rateLimit: /^\d+(\.\d+)?$/ } as const;

function limitRule(name: keyof ThrottleRecord): PatchRule<UsagePlanRecord> {
  return {
    path: `/throttle/${name}`,
    ops: ['add', 'replace'],
    apply: (plan, { value }) => ({
      ...plan,
      throttle: { ...plan.throttle, [name]: throttleLimit(value, FORMS[name]) },
    }),
  };
}

/** A quota is patched part by part; missing parts have defaults until the whole is checked. */
function quotaRule(name: keyof QuotaRecord): PatchRule<UsagePlanRecord> {
  return {
    path: `/quota/${name}`,
    ops: ['add', 'replace'],
    apply(plan, { value }) {
      const before = plan.quota ?? { limit: 0, offset: 0, period: 'DAY' as const };
      return { ...plan, quota: { ...before, [name]: name === 'period' ? value : Number(value) } };
    },
  };
}

const rules: readonly PatchRule<UsagePlanRecord>[] = [
  {
    path: '/name',
    ops: ['replace'],
    apply: (plan, { value }) => ({ ...plan, name: value }),
  },
  textRule('description'),
  {
    path: '/productCode',
    ops: ['replace', 'remove'],
    apply: (plan, { value }) => ({ ...plan, productCode: value || undefined }),
  },
  {
    path: '/apiStages',
    ops: ['add', 'remove'],
    apply(plan, { op, value }) {
      const { apiId, stage } = stageOf(value);
      if (op === 'remove' && !plan.apiStages.some((one) => one.apiId === apiId && one.stage === stage))
        throw notFound(
          `Invalid API Stage {api: ${apiId}, stage: ${stage}} specified for usageplan ${plan.id}`,
        );
      const others = plan.apiStages.filter((one) => one.apiId !== apiId || one.stage !== stage);
      return { ...plan, apiStages: op === 'remove' ? others : [...others, { apiId, stage }] };
    },
  },
  { path: '/throttle', ops: ['remove'], apply: (plan) => ({ ...plan, throttle: undefined }) },
  limitRule('burstLimit'),
  limitRule('rateLimit'),
  { path: '/quota', ops: ['remove'], apply: (plan) => ({ ...plan, quota: undefined }) },
  quotaRule('limit'),
  quotaRule('offset'),
  quotaRule('period'),
  {
    // `/apiStages/<API>:<stage>/throttle/<path>/<METHOD>/rateLimit`, the path with `~1` or with slashes.
    path: /^\/apiStages\/(.+\/throttle(?:\/.+)?)$/,
    ops: ['add', 'replace', 'remove'],
    apply: changeStageThrottle,
  },
];

function changeStageThrottle(
  plan: UsagePlanRecord,
  { op, key, value }: { op: string; key: string; value: string },
): UsagePlanRecord {
  const [, place = '', rest = ''] = /^([^/]+)\/throttle(?:\/(.+))?$/.exec(key) ?? [];
  const { apiId, stage } = stageOf(place);
  const found = plan.apiStages.find((one) => one.apiId === apiId && one.stage === stage);
  if (!found) throw badRequest('Invalid API Stage specified');
  return {
    ...plan,
    apiStages: plan.apiStages.map((one) =>
      one === found ? { ...one, throttle: changedThrottle(one, op, rest.replaceAll('~1', '/'), value) } : one,
    ),
  };
}

function changedThrottle({ throttle }: PlanStageRecord, op: string, rest: string, value: string) {
  if (rest === '') {
    if (op === 'remove') return undefined;
    throw badRequest('Invalid patch path');
  }
  const [, method = rest, limit] = /^(.+)\/(burstLimit|rateLimit)$/.exec(rest) ?? [];
  if (op === 'remove') return without(throttle, method);
  if (limit !== 'burstLimit' && limit !== 'rateLimit') throw badRequest('Invalid patch path');
  return {
    ...throttle,
    [method]: { ...throttle?.[method], [limit]: throttleLimit(value, FORMS[limit]) },
  };
}

const PATHS = [
  '/name',
  '/description',
  '/productCode',
  '/apiStages',
  '/throttle',
  '/throttle/burstLimit',
  '/throttle/rateLimit',
  '/quota',
  '/quota/limit',
  '/quota/offset',
  '/quota/period',
];

/** Changes a usage plan. Its throttle applies at once, and its quota to what the period already used. */
export function updateUsagePlan(dependencies: Pick<Dependencies, 'store' | 'plans'>) {
  return operation<UpdateUsagePlanRequest, UsagePlan>({
    honours: { usagePlanId: true, patchOperations: true },
    ...access('PATCH', planPath),
    run({ usagePlanId, patchOperations }) {
      const before = findPlan(dependencies, usagePlanId);
      const plan = applyPatch(before, patchOperations, rules, listingWording(PATHS));
      checkPlan(dependencies, plan);
      dependencies.plans.commit.putPlan({ plan });
      return describePlan(plan, { tags: true });
    },
  });
}
