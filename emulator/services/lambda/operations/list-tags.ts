import type { ListTagsRequest, ListTagsResponse } from '@aws-sdk/client-lambda';
import { operation } from '../../../edge/operation.ts';
import type { LambdaServices } from '../services.ts';
import { taggedResource } from '../tagged-resource.ts';

/** ListTags: the tags of a function or an event source mapping. */
export function listTags(services: Pick<LambdaServices, 'context' | 'store'>) {
  return operation<ListTagsRequest, ListTagsResponse>({
    honours: { Resource: true },
    resource: ({ Resource = '*' }) => Resource,
    run: ({ Resource = '' }) => ({ Tags: taggedResource(services, Resource).tags }),
  });
}
