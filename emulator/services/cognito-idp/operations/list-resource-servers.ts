import type {
  ListResourceServersRequest,
  ListResourceServersResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { findPool } from '../pool/find-pool.ts';
import { pageOf } from '../pool/page.ts';
import { poolResource } from '../pool/pool-arn.ts';
import { resourceServerType } from '../pool/resource-servers.ts';

/** Lists the resource servers of a pool by identifier. */
export function listResourceServers({ store }: Pick<Cognito, 'store'>) {
  return operation<ListResourceServersRequest, ListResourceServersResponse>({
    honours: { UserPoolId: true, MaxResults: true, NextToken: true },
    resource: poolResource,
    run(input) {
      const pool = findPool(store.state, input.UserPoolId);
      const servers = [...(pool.resourceServers?.values() ?? [])].sort((a, b) =>
        a.identifier < b.identifier ? -1 : 1,
      );
      const { items, next } = pageOf(servers, ({ identifier }) => identifier, {
        limit: input.MaxResults || 50,
        token: input.NextToken,
      });
      return {
        ResourceServers: items.map((server) => resourceServerType(pool, server)),
        ...(next && { NextToken: next }),
      };
    },
  });
}
