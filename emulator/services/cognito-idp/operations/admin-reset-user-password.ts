import type {
  AdminResetUserPasswordRequest,
  AdminResetUserPasswordResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import { isAdminOnly, recoveryAddress } from '../codes/delivery.ts';
import { issueCode } from '../codes/issue-code.ts';
import type { Cognito } from '../cognito.ts';
import { findPersonForAdmin } from '../people/find-person.ts';
import { findPool } from '../pool/find-pool.ts';
import { poolResource } from '../pool/pool-arn.ts';
import { invalidParameter, notAuthorized } from '../sign-in/errors.ts';

/** Invalidates a password until its owner has set another with the code that is sent now. */
export function adminResetUserPassword(cognito: Omit<Cognito, 'power' | 'signingKeys'>) {
  return operation<AdminResetUserPasswordRequest, AdminResetUserPasswordResponse>({
    honours: { UserPoolId: true, Username: true, ClientMetadata: true },
    resource: poolResource,
    async run({ UserPoolId, Username, ClientMetadata }, call) {
      const { store, clock } = cognito;
      const pool = findPool(store.state, UserPoolId);
      const person = findPersonForAdmin(pool, Username);
      if (!person.enabled) throw notAuthorized('User is disabled.');
      if (person.status !== 'CONFIRMED' && person.status !== 'RESET_REQUIRED') {
        throw notAuthorized('User password cannot be reset in the current state.');
      }
      const attribute = isAdminOnly(pool.settings) ? undefined : recoveryAddress(pool.settings, person);
      if (!attribute) {
        throw invalidParameter(
          'Cannot reset password for the user as there is no registered/verified email or phone_number',
        );
      }
      const whom = { poolId: pool.id, sub: person.sub };
      store.commit.changePerson({ ...whom, changes: { status: 'RESET_REQUIRED' }, at: clock.now() });
      await issueCode(cognito, call, {
        pool,
        person,
        purpose: 'ForgotPassword',
        attribute,
        destination: person.attributes[attribute] ?? '',
        message: 'ForgotPassword',
        clientId: undefined,
        clientMetadata: ClientMetadata,
      });
      return {};
    },
  });
}
