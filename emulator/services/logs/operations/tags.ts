import type {
  ListTagsForResourceCommandInput,
  ListTagsLogGroupCommandInput,
  TagLogGroupCommandInput,
  TagResourceCommandInput,
  UntagLogGroupCommandInput,
  UntagResourceCommandInput,
} from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../../edge/aws-error.ts';
import { type Operation, operation } from '../../../edge/operation.ts';
import { groupOf, type LogsDependencies, type NamesGroup, tagResource } from './dependencies.ts';

/** Tags that a group may have (API reference, TagResource). */
const MOST = 50;

/** The tags of groups, by today's calls and by the older ones that name a group. */
export function tagOperations({
  store,
}: Pick<LogsDependencies, 'store'>): Record<string, Operation<object, object>> {
  /** The group of an ARN, without the `:*` that lists show at its end, or of a name. */
  const tagged = (input: NamesGroup) => {
    const { resourceArn } = input;
    if (resourceArn !== undefined && !/^arn:[^:]+:logs:[^:]*:[^:]*:log-group:[^:*]+$/.test(resourceArn))
      throw new AwsError('InvalidParameterException', `Invalid resourceArn: ${resourceArn}`);
    return groupOf(store, input);
  };
  const list = (input: ListTagsForResourceCommandInput | ListTagsLogGroupCommandInput) => ({
    tags: Object.fromEntries(tagged(input).tags),
  });
  const tag = (input: TagResourceCommandInput | TagLogGroupCommandInput) => {
    const { name, arn, tags } = tagged(input);
    const given = Object.entries(input.tags ?? {});
    if (new Set([...tags.keys(), ...given.map(([key]) => key)]).size > MOST)
      throw new AwsError('TooManyTagsException', 'A resource can have no more than 50 tags.', {
        members: { resourceName: arn },
      });
    store.commit.tag({ name, tags: given });
    return {};
  };
  const untag = (input: UntagResourceCommandInput | UntagLogGroupCommandInput) => {
    const keys = 'tagKeys' in input ? input.tagKeys : 'tags' in input ? input.tags : [];
    store.commit.untag({ name: tagged(input).name, keys: keys ?? [] });
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
