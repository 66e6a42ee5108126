import {
  CreateUsagePlanCommand,
  DeleteApiKeyCommand,
  DeleteUsagePlanCommand,
  GetApiKeysCommand,
  GetUsagePlansCommand,
  type PatchOperation,
  TagResourceCommand,
  UpdateUsagePlanCommand,
  type UsagePlan,
} from '@aws-sdk/client-api-gateway';
import type { Kind } from '../reconcile/kind.ts';
import { unlessGone } from '../reconcile/reader-error.ts';
import type { Run } from '../reconcile/run.ts';
import { type Scope, stackTags } from '../reconcile/scope.ts';
import { unknown } from '../reconcile/unknown.ts';
import { theOne } from './the-one.ts';

export interface UsagePlanProps {
  readonly name: string;
  /** Requests a second of each key on average, and how many at once; undefined: the stage's limits. */
  readonly throttle: { readonly rate: number; readonly burst: number } | undefined;
  /** Requests of each key in a period; undefined: without limit. */
  readonly quota: { readonly limit: number; readonly period: 'DAY' | 'WEEK' | 'MONTH' } | undefined;
  /** The prefix of its people's keys; no other stack's keys have it. */
  readonly keyPrefix: string;
}

/**
 * How often and how much each API key may call. Its keys are made when people come, and go with it: one for each person, so that nobody
 * uses up another's share.
 */
export const usagePlan: Kind<UsagePlanProps, UsagePlan, { id: string }> = {
  type: 'usage plan',
  namesRepeat: true,
  name: ({ name }) => name,
  identity: ({ name }) => [name],
  async observe({ name }, run) {
    const named = (await usagePlans(run)).filter((plan) => plan.name === name);
    return theOne(
      'usage plan',
      named,
      ({ id }) => id,
      ({ tags }) => tags,
      run.scope,
    );
  },
  wanted: ({ throttle, quota }) => ({
    rate: throttle?.rate,
    burst: throttle?.burst,
    quota: quota && `${quota.limit} a ${quota.period}`,
  }),
  found: ({ throttle, quota }) => ({
    rate: throttle?.rateLimit,
    burst: throttle?.burstLimit,
    quota: quota && `${quota.limit} a ${quota.period}`,
  }),
  tags: ({ tags }) => tags ?? {},
  predict: ({ name }) => ({ id: unknown(`id of usage plan ${name}`) }),
  outputs: ({ id }, { name }) => ({ id: id ?? unknown(`id of usage plan ${name}`) }),
  create: ({ name, throttle, quota }, { clients, scope }) =>
    clients.apigateway.send(
      new CreateUsagePlanCommand({
        name,
        tags: stackTags(scope),
        ...(throttle ? { throttle: { rateLimit: throttle.rate, burstLimit: throttle.burst } } : {}),
        ...(quota ? { quota } : {}),
      }),
    ),
  async update({ throttle, quota }, { id: usagePlanId }, changed, { clients, scope }) {
    if (changed.has('tags')) {
      const resourceArn = `${plansArn(scope)}/${usagePlanId}`;
      await clients.apigateway.send(new TagResourceCommand({ resourceArn, tags: stackTags(scope) }));
    }
    const patchOperations: PatchOperation[] = [];
    const replace = (path: string, value: number | string) =>
      void patchOperations.push({ op: 'replace', path, value: String(value) });
    if (changed.has('rate') || changed.has('burst')) {
      if (!throttle) patchOperations.push({ op: 'remove', path: '/throttle' });
      if (throttle) replace('/throttle/rateLimit', throttle.rate);
      if (throttle) replace('/throttle/burstLimit', throttle.burst);
    }
    if (changed.has('quota')) {
      if (!quota) patchOperations.push({ op: 'remove', path: '/quota' });
      if (quota) replace('/quota/limit', quota.limit);
      if (quota) replace('/quota/period', quota.period);
    }
    if (patchOperations.length > 0)
      await clients.apigateway.send(new UpdateUsagePlanCommand({ usagePlanId, patchOperations }));
  },
  async remove({ id: usagePlanId, apiStages = [] }, { keyPrefix }, run) {
    const { apigateway } = run.clients;
    await removeKeys(keyPrefix, run);
    // A plan with a stage cannot be deleted (API Gateway guide, "Usage plans and API keys"). A stage that is gone has left the plan by itself.
    for (const { apiId, stage } of apiStages) {
      const patchOperations = [{ op: 'remove' as const, path: '/apiStages', value: `${apiId}:${stage}` }];
      await apigateway.send(new UpdateUsagePlanCommand({ usagePlanId, patchOperations })).catch(unlessGone);
    }
    await apigateway.send(new DeleteUsagePlanCommand({ usagePlanId })).catch(unlessGone);
  },
  removes: ['apigateway:PATCH'],
  permissions: (_props, scope) => [
    { actions: ['apigateway:GET', 'apigateway:POST'], resources: [plansArn(scope)] },
    { actions: ['apigateway:DELETE', 'apigateway:PATCH'], resources: [`${plansArn(scope)}/*`] },
    { actions: ['apigateway:GET'], resources: [keysArn(scope)] },
    { actions: ['apigateway:DELETE'], resources: [`${keysArn(scope)}/*`] },
    {
      actions: ['apigateway:PUT'],
      resources: [`arn:${scope.partition}:apigateway:${scope.region}::/tags/*`],
    },
  ],
};

/** All usage plans of the region, in one read for all callers. */
export function usagePlans(run: Run): Promise<readonly UsagePlan[]> {
  return run.reads.get('usage plans', async () => {
    const plans: UsagePlan[] = [];
    let position: string | undefined;
    do {
      const page = await run.clients.apigateway.send(new GetUsagePlansCommand({ limit: 500, position }));
      plans.push(...(page.items ?? []));
      position = page.position;
    } while (position);
    return plans;
  });
}

async function removeKeys(nameQuery: string, { clients: { apigateway } }: Run): Promise<void> {
  for (;;) {
    // The first page each time, because its old entries are gone.
    const { items = [] } = await apigateway.send(new GetApiKeysCommand({ nameQuery, limit: 500 }));
    if (items.length === 0) return;
    for (const { id } of items) {
      await apigateway.send(new DeleteApiKeyCommand({ apiKey: id })).catch(unlessGone);
    }
  }
}

function plansArn(scope: Scope): string {
  return `arn:${scope.partition}:apigateway:${scope.region}::/usageplans`;
}

function keysArn(scope: Scope): string {
  return `arn:${scope.partition}:apigateway:${scope.region}::/apikeys`;
}
