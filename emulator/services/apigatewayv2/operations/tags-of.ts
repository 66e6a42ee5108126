import type { ResourceTags } from '../../../edge/with-resource-tags.ts';
import type { HttpApiStore } from '../state/http-api-store.ts';

/** The tags that policies see at a call about an HTTP API: those of the API for all that is in it, and those of the stage beside them. */
export function tagsOf(
  { state }: Pick<HttpApiStore, 'state'>,
  { ApiId, StageName, ResourceArn }: Readonly<Record<string, unknown>>,
): ResourceTags | undefined {
  const [, id, stage] = /\/apis\/([^/]+)(?:\/stages\/([^/]+))?$/.exec(String(ResourceArn ?? '')) ?? [];
  const found = state.apis.get(String(ApiId ?? id ?? ''));
  return found && { ...found.api.Tags, ...found.stages.get(String(StageName ?? stage ?? ''))?.Tags };
}
