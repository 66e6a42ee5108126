import type { AdminEnableUserRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { findPersonForAdmin } from '../people/find-person.ts';
import { findPool } from '../pool/find-pool.ts';
import { poolResource } from '../pool/pool-arn.ts';

/** Lets a disabled person sign in again. */
export function adminEnableUser({ store, clock }: Pick<Cognito, 'store' | 'clock'>) {
  return operation<AdminEnableUserRequest, object>({
    honours: { UserPoolId: true, Username: true },
    resource: poolResource,
    run({ UserPoolId, Username }) {
      const pool = findPool(store.state, UserPoolId);
      const whom = { poolId: pool.id, sub: findPersonForAdmin(pool, Username).sub, at: clock.now() };
      store.commit.changePerson({ ...whom, changes: { enabled: true } });
      return {};
    },
  });
}
