import type { ListUserPoolsRequest, ListUserPoolsResponse } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { pageOf } from '../pool/page.ts';

/** Lists the pools, without their tags. */
export function listUserPools({ listed }: Pick<Cognito, 'listed'>) {
  return operation<ListUserPoolsRequest, ListUserPoolsResponse>({
    honours: { MaxResults: true, NextToken: true },
    run({ MaxResults = 60, NextToken }) {
      const pools = [...listed.state.pools.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
      const { items, next } = pageOf(pools, ({ id }) => id, { limit: MaxResults, token: NextToken });
      return {
        UserPools: items.map((pool) => ({
          Id: pool.id,
          Name: pool.settings.Name,
          LambdaConfig: pool.settings.LambdaConfig,
          LastModifiedDate: new Date(pool.modifiedAt),
          CreationDate: new Date(pool.createdAt),
        })),
        ...(next && { NextToken: next }),
      };
    },
  });
}
