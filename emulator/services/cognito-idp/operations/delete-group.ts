import type { DeleteGroupRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { findPool } from '../pool/find-pool.ts';
import { findGroup } from '../pool/groups.ts';
import { poolResource } from '../pool/pool-arn.ts';

/** Deletes a group; its members stay in the pool. */
export function deleteGroup({ store }: Pick<Cognito, 'store'>) {
  return operation<DeleteGroupRequest, object>({
    honours: { UserPoolId: true, GroupName: true },
    resource: poolResource,
    run({ UserPoolId, GroupName }) {
      const pool = findPool(store.state, UserPoolId);
      store.commit.deleteGroup({ poolId: pool.id, name: findGroup(pool, GroupName).name });
      return {};
    },
  });
}
