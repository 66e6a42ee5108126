import type { ListTagsRequest, ListTagsResponse } from '@aws-sdk/client-lambda';
import { operation } from '../../../edge/operation.ts';
import type { LambdaServices } from '../services.ts';
import { taggedFunction } from '../tagged-function.ts';

/** ListTags: a function's tags. */
export function listTags({ context, store }: Pick<LambdaServices, 'context' | 'store'>) {
  return operation<ListTagsRequest, ListTagsResponse>({
    honours: { Resource: true },
    resource: ({ Resource = '*' }) => Resource,
    run: ({ Resource = '' }) => ({ Tags: taggedFunction(store.state, context.config, Resource).tags }),
  });
}
