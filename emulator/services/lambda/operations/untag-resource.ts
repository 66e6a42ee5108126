import type { UntagResourceRequest } from '@aws-sdk/client-lambda';
import { operation } from '../../../edge/operation.ts';
import type { LambdaServices } from '../services.ts';
import { taggedResource } from '../tagged-resource.ts';

/** UntagResource: removes tags from a function or an event source mapping; a missing one is no error. */
export function untagResource(services: Pick<LambdaServices, 'context' | 'store'>) {
  return operation<UntagResourceRequest, object>({
    honours: { Resource: true, TagKeys: true },
    resource: ({ Resource = '*' }) => Resource,
    run({ Resource = '', TagKeys = [] }) {
      const tagged = taggedResource(services, Resource);
      tagged.keep(Object.fromEntries(Object.entries(tagged.tags).filter(([key]) => !TagKeys.includes(key))));
      return {};
    },
  });
}
