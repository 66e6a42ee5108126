import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { findPoolByArn } from '../pool/find-pool.ts';

/** Shows a pool's tags. */
export function listTagsForResource({ store }: Pick<Cognito, 'store'>) {
  return operation<ListTagsForResourceRequest, ListTagsForResourceResponse>({
    honours: { ResourceArn: true },
    resource: ({ ResourceArn }) => ResourceArn ?? '*',
    run: ({ ResourceArn }) => ({ Tags: findPoolByArn(store.state, ResourceArn).settings.UserPoolTags }),
  });
}
