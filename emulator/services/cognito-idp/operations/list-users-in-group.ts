import type {
  ListUsersInGroupRequest,
  ListUsersInGroupResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { pageOfPeople } from '../people/page-of-people.ts';
import { userType } from '../people/user-type.ts';
import { findPool } from '../pool/find-pool.ts';
import { findGroup } from '../pool/groups.ts';
import { poolResource } from '../pool/pool-arn.ts';

/** Lists a group's members, at most 60 at a time. */
export function listUsersInGroup({ store }: Pick<Cognito, 'store'>) {
  return operation<ListUsersInGroupRequest, ListUsersInGroupResponse>({
    honours: { UserPoolId: true, GroupName: true, Limit: true, NextToken: true },
    resource: poolResource,
    run({ UserPoolId, GroupName, Limit, NextToken }) {
      const pool = findPool(store.state, UserPoolId);
      const { name } = findGroup(pool, GroupName);
      const filter = { matches: (person: { groups: readonly string[] }) => person.groups.includes(name) };
      const { people, next } = pageOfPeople(pool, { filter, limit: Limit || 60, token: NextToken });
      return { Users: people.map((person) => userType(person)), ...(next && { NextToken: next }) };
    },
  });
}
