import type { ConfirmSignUpRequest, ConfirmSignUpResponse } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import { checkCode, expiredCode } from '../codes/check-code.ts';
import type { Cognito } from '../cognito.ts';
import { checkSecretHash } from '../passwords/secret-hash.ts';
import { claimAliases } from '../people/aliases.ts';
import { refuseConfirmed } from '../people/confirmation.ts';
import { findPerson } from '../people/find-person.ts';
import { unknownToClient } from '../people/unknown.ts';
import { findClient } from '../pool/find-pool.ts';
import { hidesExistence, notAuthorized } from '../sign-in/errors.ts';
import { runPostConfirmation } from '../triggers/post-confirmation.ts';

/**
 * Confirms a person with the code, which verifies the address too. The person is CONFIRMED before the PostConfirmation function runs, and
 * stays so if it fails.
 */
export function confirmSignUp(cognito: Pick<Cognito, 'store' | 'clock' | 'functions'>) {
  return operation<ConfirmSignUpRequest, ConfirmSignUpResponse>({
    honours: {
      ClientId: true,
      SecretHash: true,
      Username: true,
      ConfirmationCode: true,
      ForceAliasCreation: true,
      ClientMetadata: true,
      AnalyticsMetadata: true,
      UserContextData: true,
    },
    async run(input, call) {
      const { store, clock } = cognito;
      const { pool, client } = findClient(store.state, input.ClientId);
      const name = input.Username ?? '';
      const person = findPerson(pool, name);
      if (person) call.about({ userPoolId: pool.id, userName: person.username, name });
      checkSecretHash(client, [name, person?.username], input.SecretHash);
      if (!person) throw hidesExistence(client) ? expiredCode() : unknownToClient();
      if (!person.enabled) throw notAuthorized('User is disabled.');
      refuseConfirmed(person);
      const { attribute, destination } = checkCode(cognito, pool, person, 'SignUp', input.ConfirmationCode);
      const attributes =
        person.attributes[attribute] === destination
          ? { ...person.attributes, [`${attribute}_verified`]: 'true' }
          : person.attributes;
      claimAliases(cognito, pool, person, attributes, input.ForceAliasCreation);
      const whom = { poolId: pool.id, sub: person.sub };
      store.commit.dropCode({ ...whom, purpose: 'SignUp' });
      store.commit.setAttributes({ ...whom, attributes, at: clock.now() });
      store.commit.changePerson({ ...whom, changes: { status: 'CONFIRMED' }, at: clock.now() });
      await runPostConfirmation(cognito, call, {
        pool,
        person,
        clientId: client.id,
        clientMetadata: input.ClientMetadata,
        source: 'PostConfirmation_ConfirmSignUp',
      });
      return {};
    },
  });
}
