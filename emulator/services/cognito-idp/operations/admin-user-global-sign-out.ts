import type { AdminUserGlobalSignOutRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { findPersonForAdmin } from '../people/find-person.ts';
import { findPool } from '../pool/find-pool.ts';
import { poolResource } from '../pool/pool-arn.ts';

/** Signs a person out everywhere. */
export function adminUserGlobalSignOut({ store, clock }: Pick<Cognito, 'store' | 'clock'>) {
  return operation<AdminUserGlobalSignOutRequest, object>({
    honours: { UserPoolId: true, Username: true },
    resource: poolResource,
    run({ UserPoolId, Username }) {
      const pool = findPool(store.state, UserPoolId);
      const { sub } = findPersonForAdmin(pool, Username);
      store.commit.signOutEverywhere({ poolId: pool.id, sub, at: clock.now() });
      return {};
    },
  });
}
