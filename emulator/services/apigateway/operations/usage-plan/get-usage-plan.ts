import type {
  DeleteUsagePlanRequest,
  GetUsagePlanRequest,
  GetUsagePlansRequest,
  UsagePlan,
  UsagePlans,
} from '@aws-sdk/client-api-gateway';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { badRequest } from '../../control/errors.ts';
import { page } from '../../control/paging.ts';
import { describePlan, findPlan, planPath } from './usage-plan-rules.ts';

/** One usage plan. */
export function getUsagePlan(dependencies: Pick<Dependencies, 'plans'>) {
  return operation<GetUsagePlanRequest, UsagePlan>({
    honours: { usagePlanId: true },
    ...access('GET', planPath),
    run: ({ usagePlanId }) => describePlan(findPlan(dependencies, usagePlanId), { tags: true }),
  });
}

/** Lists usage plans, or those of a key. */
export function getUsagePlans({ plans }: Pick<Dependencies, 'plans'>) {
  return operation<GetUsagePlansRequest, UsagePlans>({
    honours: { position: true, limit: true, keyId: true },
    ...access('GET', () => '/usageplans'),
    run({ keyId, ...paging }) {
      const { state } = plans;
      const found = [...state.plans.values()].filter(
        ({ id }) => keyId === undefined || state.plansOf.get(keyId)?.has(id),
      );
      const { items, position } = page(found, ({ id }) => id, paging);
      return { items: items.map((plan) => describePlan(plan)), position };
    },
  });
}

/** Deletes a usage plan without stages (the sentence is a guess). */
export function deleteUsagePlan(dependencies: Pick<Dependencies, 'plans'>) {
  return operation<DeleteUsagePlanRequest, object>({
    honours: { usagePlanId: true },
    ...access('DELETE', planPath),
    run({ usagePlanId }) {
      const { id, apiStages } = findPlan(dependencies, usagePlanId);
      if (apiStages.length > 0)
        throw badRequest('Cannot delete usage plan with API stages; remove them first');
      dependencies.plans.commit.deletePlan({ id });
      return {};
    },
  });
}
