import type {
  ChangePasswordRequest,
  ChangePasswordResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { checkPassword } from '../passwords/policy.ts';
import { isPassword, makeVerifier } from '../passwords/srp.ts';
import { isStillThere } from '../people/still-there.ts';
import { incorrect } from '../sign-in/errors.ts';
import { noteFailure, refuseLocked } from '../sign-in/lockout.ts';
import { authenticate } from '../tokens/access-token.ts';

/** Changes one's own password, given the old one; a person without a password sets the first. */
export function changePassword(cognito: Omit<Cognito, 'events' | 'functions'>) {
  return operation<ChangePasswordRequest, ChangePasswordResponse>({
    honours: { AccessToken: true, PreviousPassword: true, ProposedPassword: true },
    async run({ AccessToken, PreviousPassword = '', ProposedPassword = '' }, call) {
      const { pool, person } = await authenticate(cognito, call, AccessToken);
      refuseLocked(cognito, person);
      const identity = { poolId: pool.id, username: person.username };
      if (person.verifier && !(await isPassword(cognito, identity, PreviousPassword, person.verifier))) {
        if (isStillThere(cognito, pool, person)) noteFailure(cognito, pool, person);
        throw incorrect();
      }
      checkPassword(pool.settings, ProposedPassword);
      const verifier = await makeVerifier(cognito, identity, ProposedPassword);
      // A sign-out, or deletion of the person, in the meantime ends this too.
      await authenticate(cognito, call, AccessToken);
      cognito.store.commit.setPassword({
        poolId: pool.id,
        sub: person.sub,
        verifier,
        status: person.status,
        at: cognito.clock.now(),
      });
      return {};
    },
  });
}
