import type { GetGroupRequest, GetGroupResponse } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { findPool } from '../pool/find-pool.ts';
import { findGroup, groupType } from '../pool/groups.ts';
import { poolResource } from '../pool/pool-arn.ts';

/** Shows a group. */
export function getGroup({ store }: Pick<Cognito, 'store'>) {
  return operation<GetGroupRequest, GetGroupResponse>({
    honours: { UserPoolId: true, GroupName: true },
    resource: poolResource,
    run({ UserPoolId, GroupName }) {
      const pool = findPool(store.state, UserPoolId);
      return { Group: groupType(pool, findGroup(pool, GroupName)) };
    },
  });
}
