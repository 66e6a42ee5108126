import type {
  AdminListGroupsForUserRequest,
  AdminListGroupsForUserResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { findPersonForAdmin } from '../people/find-person.ts';
import { findPool } from '../pool/find-pool.ts';
import { findGroup, groupType } from '../pool/groups.ts';
import { pageOf } from '../pool/page.ts';
import { poolResource } from '../pool/pool-arn.ts';

/** Lists a person's groups, by name. */
export function adminListGroupsForUser({ store }: Pick<Cognito, 'store'>) {
  return operation<AdminListGroupsForUserRequest, AdminListGroupsForUserResponse>({
    honours: { UserPoolId: true, Username: true, Limit: true, NextToken: true },
    resource: poolResource,
    run({ UserPoolId, Username, Limit, NextToken }) {
      const pool = findPool(store.state, UserPoolId);
      const names = [...findPersonForAdmin(pool, Username).groups].sort();
      const { items, next } = pageOf(names, (name) => name, { limit: Limit || 60, token: NextToken });
      return {
        Groups: items.map((name) => groupType(pool, findGroup(pool, name))),
        ...(next && { NextToken: next }),
      };
    },
  });
}
