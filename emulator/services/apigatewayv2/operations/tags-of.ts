import type { ResourceTags } from '../../../edge/with-resource-tags.ts';
import type { HttpApiStore } from '../state/http-api-store.ts';

/** The tags for policies in a call about an HTTP API: the API's for everything in it, and the stage's with them. */
export function tagsOf(
  { state }: Pick<HttpApiStore, 'state'>,
  { ApiId, StageName, ResourceArn }: Readonly<Record<string, unknown>>,
): ResourceTags | undefined {
  const [, id, stage] = /\/apis\/([^/]+)(?:\/stages\/([^/]+))?$/.exec(String(ResourceArn ?? '')) ?? [];
  const found = state.apis.get(String(ApiId ?? id ?? ''));
  return found && { ...found.api.Tags, ...found.stages.get(String(StageName ?? stage ?? ''))?.Tags };
}
