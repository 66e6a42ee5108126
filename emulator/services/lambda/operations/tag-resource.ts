import type { TagResourceRequest } from '@aws-sdk/client-lambda';
import { operation } from '../../../edge/operation.ts';
import type { LambdaServices } from '../services.ts';
import { taggedFunction } from '../tagged-function.ts';
import { checkTags } from '../tags.ts';

/** TagResource: adds tags to a function, or changes their values. */
export function tagResource({ context, store }: Pick<LambdaServices, 'context' | 'store'>) {
  return operation<TagResourceRequest, object>({
    honours: { Resource: true, Tags: true },
    resource: ({ Resource = '*' }) => Resource,
    run({ Resource = '', Tags = {} }) {
      const { name, tags: present } = taggedFunction(store.state, context.config, Resource);
      const tags = { ...present, ...Tags };
      checkTags(tags);
      store.commit.setTags({ name, tags, revisionId: context.random.uuid() });
      return {};
    },
  });
}
