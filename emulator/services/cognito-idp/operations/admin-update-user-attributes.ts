import type { AdminUpdateUserAttributesRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { attributeRecord, checkAttributes } from '../people/attributes.ts';
import { changeAttributes } from '../people/change-attributes.ts';
import { findPersonForAdmin } from '../people/find-person.ts';
import { findPool } from '../pool/find-pool.ts';
import { poolResource } from '../pool/pool-arn.ts';

/** Changes a person's attributes, `email_verified` and `phone_number_verified` included. */
export function adminUpdateUserAttributes(cognito: Omit<Cognito, 'power' | 'signingKeys'>) {
  return operation<AdminUpdateUserAttributesRequest, object>({
    honours: { UserPoolId: true, Username: true, UserAttributes: true, ClientMetadata: true },
    resource: poolResource,
    async run({ UserPoolId, Username, UserAttributes, ClientMetadata }, call) {
      const pool = findPool(cognito.store.state, UserPoolId);
      const person = findPersonForAdmin(pool, Username);
      const written = attributeRecord(UserAttributes);
      checkAttributes(pool.settings, written, 'change');
      await changeAttributes(cognito, call, {
        pool,
        person,
        written,
        clientId: undefined,
        clientMetadata: ClientMetadata,
      });
      return {};
    },
  });
}
