import type {
  ListUserPoolClientsRequest,
  ListUserPoolClientsResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { findPool } from '../pool/find-pool.ts';
import { pageOf } from '../pool/page.ts';
import { poolResource } from '../pool/pool-arn.ts';

/** Lists the ids and names of a pool's clients. */
export function listUserPoolClients({ store, listed }: Pick<Cognito, 'store' | 'listed'>) {
  return operation<ListUserPoolClientsRequest, ListUserPoolClientsResponse>({
    honours: { UserPoolId: true, MaxResults: true, NextToken: true },
    resource: poolResource,
    run({ UserPoolId, MaxResults = 60, NextToken }) {
      const pool = findPool(store.state, UserPoolId);
      const seen = listed.state.pools.get(pool.id)?.clients ?? new Map<string, never>();
      const clients = [...seen.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
      const { items, next } = pageOf(clients, ({ id }) => id, { limit: MaxResults, token: NextToken });
      return {
        UserPoolClients: items.map(({ id, settings }) => ({
          ClientId: id,
          UserPoolId: pool.id,
          ClientName: settings.ClientName,
        })),
        ...(next && { NextToken: next }),
      };
    },
  });
}
