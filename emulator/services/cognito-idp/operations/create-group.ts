import type { CreateGroupRequest, CreateGroupResponse } from '@aws-sdk/client-cognito-identity-provider';
import { AwsError } from '../../../edge/aws-error.ts';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { findPool } from '../pool/find-pool.ts';
import { findGroup, groupType } from '../pool/groups.ts';
import { poolResource } from '../pool/pool-arn.ts';

/** Creates a group in a pool. */
export function createGroup({ store, clock }: Pick<Cognito, 'store' | 'clock'>) {
  return operation<CreateGroupRequest, CreateGroupResponse>({
    honours: { UserPoolId: true, GroupName: true, Description: true, RoleArn: true, Precedence: true },
    resource: poolResource,
    run({ UserPoolId, GroupName = '', Description, RoleArn, Precedence }) {
      const pool = findPool(store.state, UserPoolId);
      if (pool.groups.has(GroupName)) {
        throw new AwsError('GroupExistsException', 'A group with the name already exists.');
      }
      const now = clock.now();
      store.commit.putGroup({
        poolId: pool.id,
        group: {
          name: GroupName,
          ...(Description !== undefined && { description: Description }),
          ...(RoleArn !== undefined && { roleArn: RoleArn }),
          ...(Precedence !== undefined && { precedence: Precedence }),
          createdAt: now,
          modifiedAt: now,
        },
      });
      return { Group: groupType(pool, findGroup(pool, GroupName)) };
    },
  });
}
