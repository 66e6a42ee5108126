import type { AdminGetUserRequest, AdminGetUserResponse } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { shownPreference } from '../mfa/factors.ts';
import { findPersonForAdmin } from '../people/find-person.ts';
import { userType } from '../people/user-type.ts';
import { findPool } from '../pool/find-pool.ts';
import { poolResource } from '../pool/pool-arn.ts';

/** Shows a person with all attributes. */
export function adminGetUser({ store }: Pick<Cognito, 'store'>) {
  return operation<AdminGetUserRequest, AdminGetUserResponse>({
    honours: { UserPoolId: true, Username: true },
    resource: poolResource,
    run({ UserPoolId, Username }) {
      const person = findPersonForAdmin(findPool(store.state, UserPoolId), Username);
      const { Attributes, ...shown } = userType(person);
      return { ...shown, Username: person.username, UserAttributes: Attributes, ...shownPreference(person) };
    },
  });
}
