import type {
  ConfirmForgotPasswordRequest,
  ConfirmForgotPasswordResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import { checkCode, mismatch } from '../codes/check-code.ts';
import type { Cognito } from '../cognito.ts';
import { checkPassword } from '../passwords/policy.ts';
import { checkSecretHash } from '../passwords/secret-hash.ts';
import { makeVerifier } from '../passwords/srp.ts';
import { findPerson } from '../people/find-person.ts';
import { isStillThere } from '../people/still-there.ts';
import { unknownToClient } from '../people/unknown.ts';
import { findClient } from '../pool/find-pool.ts';
import { hidesExistence, notAuthorized } from '../sign-in/errors.ts';
import { runPostConfirmation } from '../triggers/post-confirmation.ts';

/** Sets a new password with the code from ForgotPassword, then calls the PostConfirmation function. */
export function confirmForgotPassword(
  cognito: Pick<Cognito, 'store' | 'clock' | 'random' | 'functions' | 'power'>,
) {
  return operation<ConfirmForgotPasswordRequest, ConfirmForgotPasswordResponse>({
    honours: {
      ClientId: true,
      SecretHash: true,
      Username: true,
      ConfirmationCode: true,
      Password: true,
      ClientMetadata: true,
      AnalyticsMetadata: true,
      UserContextData: true,
    },
    async run(input, call) {
      const { store, clock } = cognito;
      const { pool, client } = findClient(store.state, input.ClientId);
      const name = input.Username ?? '';
      const password = input.Password ?? '';
      const person = findPerson(pool, name);
      checkSecretHash(client, [name, person?.username], input.SecretHash);
      checkPassword(pool.settings, password);
      if (!person?.enabled && hidesExistence(client)) throw mismatch();
      if (!person) throw unknownToClient();
      if (!person.enabled) throw notAuthorized('User is disabled.');
      checkCode(cognito, pool, person, 'ForgotPassword', input.ConfirmationCode);
      const whom = { poolId: pool.id, sub: person.sub };
      // Deleted before the wait, so that the code works once however many calls bring it.
      store.commit.dropCode({ ...whom, purpose: 'ForgotPassword' });
      const verifier = await makeVerifier(cognito, { poolId: pool.id, username: person.username }, password);
      if (!isStillThere(cognito, pool, person)) throw unknownToClient();
      store.commit.setPassword({ ...whom, verifier, status: 'CONFIRMED', at: clock.now() });
      await runPostConfirmation(cognito, call, {
        pool,
        person,
        clientId: client.id,
        clientMetadata: input.ClientMetadata,
        source: 'PostConfirmation_ConfirmForgotPassword',
      });
      return {};
    },
  });
}
