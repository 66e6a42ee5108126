import type { UntagResourceRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { findPoolByArn } from '../pool/find-pool.ts';

/** Removes tags from a pool; missing ones are no error. */
export function untagResource({ store }: Pick<Cognito, 'store'>) {
  return operation<UntagResourceRequest, object>({
    honours: { ResourceArn: true, TagKeys: true },
    resource: ({ ResourceArn }) => ResourceArn ?? '*',
    run({ ResourceArn, TagKeys = [] }) {
      const pool = findPoolByArn(store.state, ResourceArn);
      const tags = Object.entries(pool.settings.UserPoolTags ?? {}).filter(([key]) => !TagKeys.includes(key));
      store.commit.tagPool({ poolId: pool.id, tags: Object.fromEntries(tags) });
      return {};
    },
  });
}
