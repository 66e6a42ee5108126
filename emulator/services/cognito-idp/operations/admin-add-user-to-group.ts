import type { AdminAddUserToGroupRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { findPersonForAdmin } from '../people/find-person.ts';
import { findPool } from '../pool/find-pool.ts';
import { findGroup } from '../pool/groups.ts';
import { poolResource } from '../pool/pool-arn.ts';

/** Puts a person into a group, if they are not in it yet. */
export function adminAddUserToGroup({ store, clock }: Pick<Cognito, 'store' | 'clock'>) {
  return operation<AdminAddUserToGroupRequest, object>({
    honours: { UserPoolId: true, Username: true, GroupName: true },
    resource: poolResource,
    run({ UserPoolId, Username, GroupName }) {
      const pool = findPool(store.state, UserPoolId);
      const person = findPersonForAdmin(pool, Username);
      const { name } = findGroup(pool, GroupName);
      if (person.groups.includes(name)) return {};
      const groups = [...person.groups, name];
      store.commit.setGroups({ poolId: pool.id, sub: person.sub, groups, at: clock.now() });
      return {};
    },
  });
}
