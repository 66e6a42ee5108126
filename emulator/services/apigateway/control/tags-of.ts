import type { ResourceTags } from '../../../edge/with-resource-tags.ts';
import type { ApiStore } from '../state/api-store.ts';

/**
 * The tags that policies see at a call about a REST API: those of the API for all that is in it, and those of the stage beside them
 * (Developer Guide, "Using tags to control access to API Gateway REST API resources").
 */
export function tagsOf(
  { state }: Pick<ApiStore, 'state'>,
  { restApiId, stageName, resourceArn }: Readonly<Record<string, unknown>>,
): ResourceTags | undefined {
  const [, id, stage] = /\/restapis\/([^/]+)(?:\/stages\/([^/]+))?$/.exec(String(resourceArn ?? '')) ?? [];
  const found = state.apis.get(String(restApiId ?? id ?? ''));
  return found && { ...found.api.tags, ...found.stages.get(String(stageName ?? stage ?? ''))?.tags };
}
