import type { AdminRemoveUserFromGroupRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { findPersonForAdmin } from '../people/find-person.ts';
import { findPool } from '../pool/find-pool.ts';
import { findGroup } from '../pool/groups.ts';
import { poolResource } from '../pool/pool-arn.ts';

/** Takes a person out of a group. */
export function adminRemoveUserFromGroup({ store, clock }: Pick<Cognito, 'store' | 'clock'>) {
  return operation<AdminRemoveUserFromGroupRequest, object>({
    honours: { UserPoolId: true, Username: true, GroupName: true },
    resource: poolResource,
    run({ UserPoolId, Username, GroupName }) {
      const pool = findPool(store.state, UserPoolId);
      const person = findPersonForAdmin(pool, Username);
      const { name } = findGroup(pool, GroupName);
      const groups = person.groups.filter((group) => group !== name);
      store.commit.setGroups({ poolId: pool.id, sub: person.sub, groups, at: clock.now() });
      return {};
    },
  });
}
