import type { Config } from '../config.ts';
import { declare, type Node } from '../reconcile/declare.ts';
import { nameIn, type Scope } from '../reconcile/scope.ts';
import { unwanted } from '../reconcile/unwanted.ts';
import { meteredStage } from '../resources/metered-stage.ts';
import type { Statement } from '../resources/role-policy.ts';
import { type UsagePlanProps, usagePlan } from '../resources/usage-plan.ts';
import type { Add, Told } from './function.ts';
import type { LiveApi } from './gate-inputs.ts';

interface LimitsInputs {
  readonly config: Config;
  readonly scope: Scope;
  readonly add: Add;
}

/** The prefix of people's keys: no stage's name contains a slash, so no other stack's keys begin with it. */
export function keyPrefix(scope: Pick<Scope, 'app' | 'stage'>): string {
  return `${nameIn(scope)}/`;
}

/** Declares each person's limits, if there are some; else that there is no such plan. */
export function declarePlan({ config, scope, add }: LimitsInputs): Node<{ id: string }> | undefined {
  const props = (): UsagePlanProps => ({
    name: nameIn(scope),
    keyPrefix: keyPrefix(scope),
    throttle: config.limits?.throttle,
    quota: config.limits?.quota,
  });
  if (config.limits) return add(declare(usagePlan, 'plan', {}, props));
  add(declare(unwanted(usagePlan), 'no-plan', {}, props));
  return undefined;
}

/** Declares that the plan covers an API's stage. */
export function declareMetered(
  { config, add }: LimitsInputs,
  plan: Node<{ id: string }>,
  { api, live }: LiveApi,
): void {
  add(
    declare(meteredStage, 'metered-stage', { plan, api, live }, ({ plan, api }) => ({
      planId: plan.id,
      apiId: api.id,
      stage: config.stage,
    })),
  );
}

/** Makes the function that stores people give each of them a key; it may make keys, and add them to this plan. */
export function tellsPlan(plan: Node<{ id: string }>, { partition, region }: Scope): Told {
  const at = (path: string) => `arn:${partition}:apigateway:${region}::${path}`;
  const allow = (Action: readonly string[], Resource: string): Statement => ({
    Effect: 'Allow',
    Action,
    Resource,
  });
  return {
    node: plan,
    as: 'PLAN_ID',
    allow: (planId) => [
      allow(['apigateway:GET', 'apigateway:POST'], at('/apikeys')),
      allow(['apigateway:POST'], at(`/usageplans/${planId}/keys`)),
    ],
  };
}
