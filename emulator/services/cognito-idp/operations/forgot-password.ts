import type {
  ForgotPasswordRequest,
  ForgotPasswordResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import { isAdminOnly, recoveryAddress } from '../codes/delivery.ts';
import { issueCode } from '../codes/issue-code.ts';
import type { Cognito } from '../cognito.ts';
import { checkSecretHash } from '../passwords/secret-hash.ts';
import { findPerson } from '../people/find-person.ts';
import { simulatedDelivery, unknownToClient } from '../people/unknown.ts';
import { findClient } from '../pool/find-pool.ts';
import { hidesExistence, invalidParameter, notAuthorized } from '../sign-in/errors.ts';
import { migrateForReset } from '../triggers/user-migration.ts';

/**
 * Sends a code for a password reset to a verified address. Where existence is hidden, it pretends a delivery for people who do not exist,
 * are disabled, or have no such address.
 */
export function forgotPassword(cognito: Omit<Cognito, 'signingKeys'>) {
  return operation<ForgotPasswordRequest, ForgotPasswordResponse>({
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
      const known = findPerson(pool, name);
      checkSecretHash(client, [name, known?.username], input.SecretHash);
      if (isAdminOnly(pool.settings)) throw notAuthorized('Contact administrator to reset password.');
      const clientMetadata = input.ClientMetadata;
      const person =
        known ?? (await migrateForReset(cognito, call, { pool, client, username: name, clientMetadata }));
      const attribute = person && recoveryAddress(pool.settings, person);
      const hidden = hidesExistence(client);
      if (hidden && (!person?.enabled || !attribute)) {
        return { CodeDeliveryDetails: simulatedDelivery(pool.settings, name) };
      }
      if (!person) throw unknownToClient();
      if (!person.enabled) throw notAuthorized('User is disabled.');
      if (person.status === 'FORCE_CHANGE_PASSWORD') {
        throw notAuthorized('User password cannot be reset in the current state.');
      }
      if (!attribute) {
        throw invalidParameter(
          'Cannot reset password for the user as there is no registered/verified email or phone_number',
        );
      }
      const CodeDeliveryDetails = await issueCode(cognito, call, {
        pool,
        person,
        purpose: 'ForgotPassword',
        attribute,
        destination: person.attributes[attribute] ?? '',
        message: 'ForgotPassword',
        clientId: client.id,
        clientMetadata,
      });
      return { CodeDeliveryDetails };
    },
  });
}
