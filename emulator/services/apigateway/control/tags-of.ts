import type { ResourceTags } from '../../../edge/with-resource-tags.ts';
import type { ApiStore } from '../state/api-store.ts';
import type { PlanStore } from '../state/plan-store.ts';

/**
 * The tags that policies see at a call about an API key, a usage plan or a REST API: of an API those of the API for all that is in it, and those of the stage beside them
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
