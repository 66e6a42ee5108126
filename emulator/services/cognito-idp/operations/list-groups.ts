import type { ListGroupsRequest, ListGroupsResponse } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { findPool } from '../pool/find-pool.ts';
import { groupType } from '../pool/groups.ts';
import { pageOf } from '../pool/page.ts';
import { poolResource } from '../pool/pool-arn.ts';

/** Lists a pool's groups by name. */
export function listGroups({ store }: Pick<Cognito, 'store'>) {
  return operation<ListGroupsRequest, ListGroupsResponse>({
    honours: { UserPoolId: true, Limit: true, NextToken: true },
    resource: poolResource,
    run({ UserPoolId, Limit, NextToken }) {
      const pool = findPool(store.state, UserPoolId);
      const groups = [...pool.groups.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
      const { items, next } = pageOf(groups, ({ name }) => name, { limit: Limit || 60, token: NextToken });
      return { Groups: items.map((group) => groupType(pool, group)), ...(next && { NextToken: next }) };
    },
  });
}
