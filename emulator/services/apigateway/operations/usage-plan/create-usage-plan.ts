import type { CreateUsagePlanRequest, UsagePlan } from '@aws-sdk/client-api-gateway';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import { newPartId } from '../../../execute-api/ids.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import type { UsagePlanRecord } from '../../state/plan-records.ts';
import { checkPlan, describePlan, quotaOf } from './usage-plan-rules.ts';

/** Creates a usage plan: its stages, its rate, and its quota for a day, a week or a month. */
export function createUsagePlan(dependencies: Pick<Dependencies, 'store' | 'plans' | 'random'>) {
  const { plans, random } = dependencies;
  return operation<CreateUsagePlanRequest, UsagePlan>({
    honours: { name: true, description: true, apiStages: true, throttle: true, quota: true, tags: true },
    ...access('POST', () => '/usageplans'),
    run({ name = '', description, apiStages = [], throttle, quota, tags = {} }) {
      const plan: UsagePlanRecord = {
        id: newPartId(random),
        name,
        ...(description && { description }),
        apiStages: apiStages.map(({ apiId = '', stage = '', throttle: own }) => ({
          apiId,
          stage,
          ...(own && { throttle: own }),
        })),
        ...(throttle && { throttle }),
        ...(quota && { quota: quotaOf(quota) }),
        tags,
      };
      checkPlan(dependencies, plan);
      plans.commit.putPlan({ plan });
      return describePlan(plan);
    },
  });
}
