import type {
  AdminSetUserPasswordRequest,
  AdminSetUserPasswordResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { checkPassword } from '../passwords/policy.ts';
import { makeVerifier } from '../passwords/srp.ts';
import { findPersonForAdmin } from '../people/find-person.ts';
import { temporaryUntil } from '../people/invite.ts';
import { findPool } from '../pool/find-pool.ts';
import { poolResource } from '../pool/pool-arn.ts';

/** Sets a password: a permanent one, which confirms the person, or a temporary one that must be changed at the next sign-in. */
export function adminSetUserPassword(cognito: Pick<Cognito, 'store' | 'clock' | 'random' | 'power'>) {
  return operation<AdminSetUserPasswordRequest, AdminSetUserPasswordResponse>({
    honours: { UserPoolId: true, Username: true, Password: true, Permanent: true },
    resource: poolResource,
    async run({ UserPoolId, Username, Password = '', Permanent }) {
      const pool = findPool(cognito.store.state, UserPoolId);
      const person = findPersonForAdmin(pool, Username);
      checkPassword(pool.settings, Password);
      const verifier = await makeVerifier(cognito, { poolId: pool.id, username: person.username }, Password);
      findPersonForAdmin(findPool(cognito.store.state, pool.id), person.sub);
      cognito.store.commit.setPassword({
        poolId: pool.id,
        sub: person.sub,
        verifier,
        ...(!Permanent && { temporaryUntil: temporaryUntil(cognito, pool) }),
        status: Permanent ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD',
        at: cognito.clock.now(),
      });
      return {};
    },
  });
}
