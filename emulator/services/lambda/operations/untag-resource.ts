import type { UntagResourceRequest } from '@aws-sdk/client-lambda';
import { operation } from '../../../edge/operation.ts';
import type { LambdaServices } from '../services.ts';
import { taggedFunction } from '../tagged-function.ts';

/** UntagResource: removes tags from a function; a missing one is no error. */
export function untagResource({ context, store }: Pick<LambdaServices, 'context' | 'store'>) {
  return operation<UntagResourceRequest, object>({
    honours: { Resource: true, TagKeys: true },
    resource: ({ Resource = '*' }) => Resource,
    run({ Resource = '', TagKeys = [] }) {
      const { name, tags: present } = taggedFunction(store.state, context.config, Resource);
      const tags = Object.fromEntries(Object.entries(present).filter(([key]) => !TagKeys.includes(key)));
      store.commit.setTags({ name, tags, revisionId: context.random.uuid() });
      return {};
    },
  });
}
