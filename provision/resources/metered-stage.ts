import { UpdateUsagePlanCommand } from '@aws-sdk/client-api-gateway';
import type { Kind } from '../reconcile/kind.ts';
import { unlessGone } from '../reconcile/reader-error.ts';
import type { Run } from '../reconcile/run.ts';
import { usagePlans } from './usage-plan.ts';

export interface MeteredStageProps {
  readonly planId: string;
  readonly apiId: string;
  readonly stage: string;
}

/** Adds a stage to a usage plan: without it the stage rejects everybody who needs a key. */
export const meteredStage: Kind<MeteredStageProps, true, undefined> = {
  type: 'metered stage',
  name: ({ stage }) => stage,
  identity: ({ planId, apiId }) => [planId, apiId],
  async observe({ planId, apiId, stage }, run) {
    const { apiStages = [] } = (await usagePlans(run)).find(({ id }) => id === planId) ?? {};
    return apiStages.some((one) => one.apiId === apiId && one.stage === stage) ? true : undefined;
  },
  wanted: () => ({}),
  found: () => ({}),
  predict: () => undefined,
  outputs: () => undefined,
  async create(props, run) {
    await patch('add', props, run);
    return true;
  },
  async remove(_state, props, run) {
    await patch('remove', props, run).catch(unlessGone);
  },
  permissions: (_props, { partition, region }) => [
    { actions: ['apigateway:GET'], resources: [`arn:${partition}:apigateway:${region}::/usageplans`] },
    { actions: ['apigateway:PATCH'], resources: [`arn:${partition}:apigateway:${region}::/usageplans/*`] },
  ],
};

function patch(op: 'add' | 'remove', { planId, apiId, stage }: MeteredStageProps, { clients }: Run) {
  return clients.apigateway.send(
    new UpdateUsagePlanCommand({
      usagePlanId: planId,
      patchOperations: [{ op, path: '/apiStages', value: `${apiId}:${stage}` }],
    }),
  );
}
