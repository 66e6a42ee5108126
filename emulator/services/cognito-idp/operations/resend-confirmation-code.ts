import type {
  ResendConfirmationCodeRequest,
  ResendConfirmationCodeResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import { signUpAddress } from '../codes/delivery.ts';
import { issueCode } from '../codes/issue-code.ts';
import type { Cognito } from '../cognito.ts';
import { checkSecretHash } from '../passwords/secret-hash.ts';
import { findPerson } from '../people/find-person.ts';
import { simulatedDelivery, unknownToClient } from '../people/unknown.ts';
import { findClient } from '../pool/find-pool.ts';
import { hidesExistence, invalidParameter, notAuthorized } from '../sign-in/errors.ts';

/** Sends a new code to a person who signed up; the one before is invalid. */
export function resendConfirmationCode(cognito: Omit<Cognito, 'signingKeys' | 'power'>) {
  return operation<ResendConfirmationCodeRequest, ResendConfirmationCodeResponse>({
    honours: {
      ClientId: true,
      SecretHash: true,
      Username: true,
      ClientMetadata: true,
      AnalyticsMetadata: true,
      UserContextData: true,
    },
    async run(input, call) {
      const { pool, client } = findClient(cognito.store.state, input.ClientId);
      const name = input.Username ?? '';
      const person = findPerson(pool, name);
      if (person) call.about({ userPoolId: pool.id, userName: person.username, name });
      checkSecretHash(client, [name, person?.username], input.SecretHash);
      const hidden = hidesExistence(client);
      if (!person || (hidden && !person.enabled)) {
        if (!hidden) throw unknownToClient();
        return { CodeDeliveryDetails: simulatedDelivery(pool.settings, name) };
      }
      if (!person.enabled) throw notAuthorized('User is disabled.');
      if (person.status !== 'UNCONFIRMED') throw invalidParameter('User is already confirmed.');
      const attribute = signUpAddress(pool.settings, person);
      if (!attribute) throw invalidParameter('Cannot resend codes. Auto verification not turned on.');
      const CodeDeliveryDetails = await issueCode(cognito, call, {
        pool,
        person,
        purpose: 'SignUp',
        attribute,
        destination: person.attributes[attribute] ?? '',
        message: 'ResendCode',
        clientId: client.id,
        clientMetadata: input.ClientMetadata,
      });
      return { CodeDeliveryDetails };
    },
  });
}
