import type { UpdateGroupRequest, UpdateGroupResponse } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { findPool } from '../pool/find-pool.ts';
import { findGroup, groupType } from '../pool/groups.ts';
import { poolResource } from '../pool/pool-arn.ts';

/** Changes a group; what is left out stays. */
export function updateGroup({ store, clock }: Pick<Cognito, 'store' | 'clock'>) {
  return operation<UpdateGroupRequest, UpdateGroupResponse>({
    honours: { UserPoolId: true, GroupName: true, Description: true, RoleArn: true, Precedence: true },
    resource: poolResource,
    run({ UserPoolId, GroupName, Description, RoleArn, Precedence }) {
      const pool = findPool(store.state, UserPoolId);
      const group = findGroup(pool, GroupName);
      store.commit.putGroup({
        poolId: pool.id,
        group: {
          ...group,
          ...(Description !== undefined && { description: Description }),
          ...(RoleArn !== undefined && { roleArn: RoleArn }),
          ...(Precedence !== undefined && { precedence: Precedence }),
          modifiedAt: clock.now(),
        },
      });
      return { Group: groupType(pool, findGroup(pool, GroupName)) };
    },
  });
}
