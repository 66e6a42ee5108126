import type {
  UpdateUserPoolRequest,
  UpdateUserPoolResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { findPool } from '../pool/find-pool.ts';
import { poolHonours } from '../pool/honours.ts';
import { mfaOfSettings } from '../pool/mfa-config.ts';
import { poolResource } from '../pool/pool-arn.ts';
import { changedPoolSettings } from '../pool/pool-settings.ts';

/** Replaces a pool's settings: what is left out goes back to its default. */
export function updateUserPool({ store, clock }: Pick<Cognito, 'store' | 'clock'>) {
  return operation<UpdateUserPoolRequest, UpdateUserPoolResponse>({
    honours: { ...poolHonours, UserPoolId: true },
    resource: poolResource,
    run(input) {
      const pool = findPool(store.state, input.UserPoolId);
      const settings = changedPoolSettings(pool.settings, input);
      const mfa = mfaOfSettings(settings, pool.mfa);
      store.commit.changePool({ poolId: pool.id, settings, ...(mfa && { mfa }), at: clock.now() });
      return {};
    },
  });
}
