import type { AdminConfirmSignUpRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { refuseConfirmed } from '../people/confirmation.ts';
import { findPersonForAdmin } from '../people/find-person.ts';
import { findPool } from '../pool/find-pool.ts';
import { poolResource } from '../pool/pool-arn.ts';
import { runPostConfirmation } from '../triggers/post-confirmation.ts';

/** Confirms a person without a code; the address stays unverified. */
export function adminConfirmSignUp(cognito: Pick<Cognito, 'store' | 'clock' | 'functions'>) {
  return operation<AdminConfirmSignUpRequest, object>({
    honours: { UserPoolId: true, Username: true, ClientMetadata: true },
    resource: poolResource,
    async run({ UserPoolId, Username, ClientMetadata }, call) {
      const pool = findPool(cognito.store.state, UserPoolId);
      const person = findPersonForAdmin(pool, Username);
      call.about({ userPoolId: pool.id, userName: person.username, name: Username ?? '' });
      refuseConfirmed(person);
      cognito.store.commit.dropCode({ poolId: pool.id, sub: person.sub, purpose: 'SignUp' });
      cognito.store.commit.changePerson({
        poolId: pool.id,
        sub: person.sub,
        changes: { status: 'CONFIRMED' },
        at: cognito.clock.now(),
      });
      await runPostConfirmation(cognito, call, {
        pool,
        person,
        clientId: undefined,
        clientMetadata: ClientMetadata,
        source: 'PostConfirmation_ConfirmSignUp',
      });
      return {};
    },
  });
}
