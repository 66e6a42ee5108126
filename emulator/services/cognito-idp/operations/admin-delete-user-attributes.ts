import type { AdminDeleteUserAttributesRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { checkAttributes, removal } from '../people/attributes.ts';
import { changeAttributes } from '../people/change-attributes.ts';
import { findPersonForAdmin } from '../people/find-person.ts';
import { findPool } from '../pool/find-pool.ts';
import { poolResource } from '../pool/pool-arn.ts';

/** Deletes attributes of a person. */
export function adminDeleteUserAttributes(cognito: Omit<Cognito, 'power' | 'signingKeys'>) {
  return operation<AdminDeleteUserAttributesRequest, object>({
    honours: { UserPoolId: true, Username: true, UserAttributeNames: true },
    resource: poolResource,
    async run({ UserPoolId, Username, UserAttributeNames }, call) {
      const pool = findPool(cognito.store.state, UserPoolId);
      const person = findPersonForAdmin(pool, Username);
      const written = removal(UserAttributeNames);
      checkAttributes(pool.settings, written, 'change');
      const nobody = { clientId: undefined, clientMetadata: undefined };
      await changeAttributes(cognito, call, { pool, person, written, ...nobody });
      return {};
    },
  });
}
