import type { TagResourceRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { findPoolByArn } from '../pool/find-pool.ts';

/** Adds tags to a pool, or changes them. */
export function tagResource({ store }: Pick<Cognito, 'store'>) {
  return operation<TagResourceRequest, object>({
    honours: { ResourceArn: true, Tags: true },
    resource: ({ ResourceArn }) => ResourceArn ?? '*',
    run({ ResourceArn, Tags = {} }) {
      const pool = findPoolByArn(store.state, ResourceArn);
      store.commit.tagPool({ poolId: pool.id, tags: { ...pool.settings.UserPoolTags, ...Tags } });
      return {};
    },
  });
}
