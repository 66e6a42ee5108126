import type {
  AdminSetUserMFAPreferenceRequest,
  AdminSetUserMFAPreferenceResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { changePreference } from '../mfa/change-preference.ts';
import { findPersonForAdmin } from '../people/find-person.ts';
import { findPool } from '../pool/find-pool.ts';
import { poolResource } from '../pool/pool-arn.ts';
import { preferenceHonours } from './set-user-mfa-preference.ts';

/** Chooses the second factors of a person on their behalf. */
export function adminSetUserMFAPreference(cognito: Pick<Cognito, 'store'>) {
  return operation<AdminSetUserMFAPreferenceRequest, AdminSetUserMFAPreferenceResponse>({
    honours: { UserPoolId: true, Username: true, ...preferenceHonours },
    resource: poolResource,
    run({ UserPoolId, Username, ...settings }) {
      const pool = findPool(cognito.store.state, UserPoolId);
      changePreference(cognito, { pool, person: findPersonForAdmin(pool, Username) }, settings);
      return {};
    },
  });
}
