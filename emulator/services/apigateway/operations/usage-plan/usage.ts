import type { GetUsageRequest, UpdateUsageRequest, Usage } from '@aws-sdk/client-api-gateway';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { badRequest } from '../../control/errors.ts';
import { page } from '../../control/paging.ts';
import { applyPatch, listingWording, type PatchRule } from '../../control/patch.ts';
import { dayOf, daysBetween } from '../../gate/limit/quota-period.ts';
import { findMember } from './usage-plan-keys.ts';
import { findPlan, planPath } from './usage-plan-rules.ts';

type Needs = Pick<Dependencies, 'plans' | 'meter' | 'clock'>;

/** Days that AWS shows the usage of. */
const MOST_DAYS = 90;

/** The usage of a plan's keys, and what they had left, on each day of a range. */
export function getUsage(dependencies: Needs) {
  const { plans, meter } = dependencies;
  return operation<GetUsageRequest, Usage>({
    honours: { usagePlanId: true, keyId: true, startDate: true, endDate: true, position: true, limit: true },
    ...access('GET', (input) => `${planPath(input)}/usage`),
    run({ usagePlanId, keyId, startDate = '', endDate = '', ...paging }) {
      const { id, quota } = findPlan(dependencies, usagePlanId);
      const days = daysOf(startDate, endDate);
      const keys = [...(plans.state.members.get(id)?.keys() ?? [])].filter(
        (key) => keyId === undefined || key === keyId,
      );
      const { items, position } = page(keys, (key) => key, paging);
      return {
        usagePlanId: id,
        startDate,
        endDate,
        position,
        items: Object.fromEntries(
          items.map((key) => [key, days.map((day) => [...meter.usage(id, key, quota, day)])]),
        ),
      };
    },
  });
}

/** The days of a call; the sentences about wrong ones are guesses. */
function daysOf(startDate: string, endDate: string): string[] {
  for (const date of [startDate, endDate])
    if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(Date.parse(date)))
      throw badRequest(`Invalid date specified: ${date}. Must be of the form YYYY-MM-DD`);
  if (startDate > endDate) throw badRequest('startDate must be before endDate');
  if (Date.parse(endDate) - Date.parse(startDate) >= MOST_DAYS * 24 * 60 * 60 * 1000)
    throw badRequest(`Usage can be asked for ${MOST_DAYS} days at most`);
  return daysBetween(startDate, endDate);
}

const REMAINING: PatchRule<{ remaining?: number }> = {
  path: '/remaining',
  ops: ['replace'],
  apply(_usage, { value }) {
    if (!/^\d+$/.test(value)) throw badRequest(`Invalid remaining quota specified: ${value}`);
    return { remaining: Number(value) };
  },
};

/** Sets what a key has left of its quota in the present period. */
export function updateUsage(dependencies: Needs) {
  const { meter, clock } = dependencies;
  return operation<UpdateUsageRequest, Usage>({
    honours: { usagePlanId: true, keyId: true, patchOperations: true },
    ...access('PATCH', (input) => `${planPath(input)}/keys/${input.keyId}/usage`),
    run({ usagePlanId, keyId, patchOperations }) {
      const { id: key } = findMember(dependencies, { usagePlanId, keyId });
      const { id, quota } = findPlan(dependencies, usagePlanId);
      const { remaining } = applyPatch({}, patchOperations, [REMAINING], listingWording(['/remaining']));
      if (!quota) throw badRequest('The usage plan has no quota');
      if (remaining !== undefined) meter.setLeft(id, key, quota, remaining);
      const today = dayOf(clock.now());
      return {
        usagePlanId: id,
        startDate: today,
        endDate: today,
        items: { [key]: [[...meter.usage(id, key, quota, today)]] },
      };
    },
  });
}
