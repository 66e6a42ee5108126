import type { AdminDeleteUserRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { findPersonForAdmin } from '../people/find-person.ts';
import { findPool } from '../pool/find-pool.ts';
import { poolResource } from '../pool/pool-arn.ts';

/** Deletes a person. */
export function adminDeleteUser({ store }: Pick<Cognito, 'store'>) {
  return operation<AdminDeleteUserRequest, object>({
    honours: { UserPoolId: true, Username: true },
    resource: poolResource,
    run({ UserPoolId, Username }) {
      const pool = findPool(store.state, UserPoolId);
      store.commit.deletePerson({ poolId: pool.id, sub: findPersonForAdmin(pool, Username).sub });
      return {};
    },
  });
}
