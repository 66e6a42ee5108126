import type { ResourceTags } from '../../../edge/with-resource-tags.ts';
import type { ApiStore } from '../state/api-store.ts';
import type { PlanStore } from '../state/plan-store.ts';

/**
 * The tags for policies in a call about an API key, a usage plan or a REST API: the API's for everything in it, and the stage's with them
 * (Developer Guide, "Using tags to control access to API Gateway REST API resources").
 */
export function tagsOf(
  { store: { state }, plans }: { store: Pick<ApiStore, 'state'>; plans: Pick<PlanStore, 'state'> },
  { restApiId, stageName, resourceArn, apiKey, usagePlanId }: Readonly<Record<string, unknown>>,
): ResourceTags | undefined {
  const [, kind, name] = /:\/(apikeys|usageplans)\/([^/]+)$/.exec(String(resourceArn ?? '')) ?? [];
  const keyId = kind === 'apikeys' ? name : apiKey;
  const planId = kind === 'usageplans' ? name : usagePlanId;
  if (keyId !== undefined) return plans.state.keys.get(String(keyId))?.tags;
  if (planId !== undefined) return plans.state.plans.get(String(planId))?.tags;
  const [, id, stage] = /\/restapis\/([^/]+)(?:\/stages\/([^/]+))?$/.exec(String(resourceArn ?? '')) ?? [];
  const found = state.apis.get(String(restApiId ?? id ?? ''));
  return found && { ...found.api.tags, ...found.stages.get(String(stageName ?? stage ?? ''))?.tags };
}
