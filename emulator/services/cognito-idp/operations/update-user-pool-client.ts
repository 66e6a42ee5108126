import type {
  UpdateUserPoolClientRequest,
  UpdateUserPoolClientResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { clientSettings } from '../pool/client-settings.ts';
import { describeClient } from '../pool/describe-pool.ts';
import { findClientOf } from '../pool/find-pool.ts';
import { clientHonours } from '../pool/honours.ts';
import { poolResource } from '../pool/pool-arn.ts';

/** Replaces a client's settings: what is left out goes back to its default; name and secret stay. */
export function updateUserPoolClient({ store, clock }: Pick<Cognito, 'store' | 'clock'>) {
  return operation<UpdateUserPoolClientRequest, UpdateUserPoolClientResponse>({
    honours: { ...clientHonours, ClientId: true },
    resource: poolResource,
    run({ UserPoolId, ClientId, ...input }) {
      const { pool, client } = findClientOf(store.state, { UserPoolId, ClientId });
      const settings = clientSettings(
        {
          ...input,
          ClientName: input.ClientName ?? client.settings.ClientName,
          ClientSecret: client.settings.ClientSecret,
        },
        pool,
      );
      store.commit.putClient({ poolId: pool.id, clientId: client.id, settings, at: clock.now() });
      const changed = findClientOf(store.state, { UserPoolId, ClientId });
      return { UserPoolClient: describeClient(changed.pool, changed.client) };
    },
  });
}
