import type {
  ListTagsForResourceCommandInput,
  ListTagsLogGroupCommandInput,
  TagLogGroupCommandInput,
  TagResourceCommandInput,
  UntagLogGroupCommandInput,
  UntagResourceCommandInput,
} from '@aws-sdk/client-cloudwatch-logs';
import { type Operation, operation } from '../../edge/operation.ts';
import { groupOf, type LogsDependencies, tagResource } from './dependencies.ts';

/** The tags of groups, by the calls of today and by the older ones that name a group. */
export function tagOperations({
  store,
}: Pick<LogsDependencies, 'store'>): Record<string, Operation<object, object>> {
  const list = (input: ListTagsForResourceCommandInput | ListTagsLogGroupCommandInput) => ({
    tags: Object.fromEntries(groupOf(store, input).tags),
  });
  const tag = (input: TagResourceCommandInput | TagLogGroupCommandInput) => {
    store.commit.tag({ name: groupOf(store, input).name, tags: Object.entries(input.tags ?? {}) });
    return {};
  };
  const untag = (input: UntagResourceCommandInput | UntagLogGroupCommandInput) => {
    const keys = 'tagKeys' in input ? input.tagKeys : 'tags' in input ? input.tags : [];
    store.commit.untag({ name: groupOf(store, input).name, keys: keys ?? [] });
    return {};
  };
  const resource = tagResource;
  return {
    ListTagsForResource: operation<ListTagsForResourceCommandInput, object>({
      honours: { resourceArn: true },
      resource,
      run: list,
    }),
    TagResource: operation<TagResourceCommandInput, object>({
      honours: { resourceArn: true, tags: { '*': true } },
      resource,
      run: tag,
    }),
    UntagResource: operation<UntagResourceCommandInput, object>({
      honours: { resourceArn: true, tagKeys: true },
      resource,
      run: untag,
    }),
    ListTagsLogGroup: operation<ListTagsLogGroupCommandInput, object>({
      honours: { logGroupName: true },
      resource,
      run: list,
    }),
    TagLogGroup: operation<TagLogGroupCommandInput, object>({
      honours: { logGroupName: true, tags: { '*': true } },
      resource,
      run: tag,
    }),
    UntagLogGroup: operation<UntagLogGroupCommandInput, object>({
      honours: { logGroupName: true, tags: true },
      resource,
      run: untag,
    }),
  };
}
