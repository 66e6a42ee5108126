import type {
  SetUserPoolMfaConfigRequest,
  SetUserPoolMfaConfigResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { findPool } from '../pool/find-pool.ts';
import { changedMfa, describeMfa } from '../pool/mfa-config.ts';
import { poolResource } from '../pool/pool-arn.ts';

/** Sets which second factors a pool offers, and whether it requires one. Passkeys are not supported. */
export function setUserPoolMfaConfig({ store, clock }: Pick<Cognito, 'store' | 'clock'>) {
  return operation<SetUserPoolMfaConfigRequest, SetUserPoolMfaConfigResponse>({
    honours: {
      UserPoolId: true,
      MfaConfiguration: true,
      SmsMfaConfiguration: { SmsAuthenticationMessage: true, SmsConfiguration: true },
      SoftwareTokenMfaConfiguration: { Enabled: true },
      EmailMfaConfiguration: { Message: true, Subject: true },
    },
    resource: poolResource,
    run(input) {
      const pool = findPool(store.state, input.UserPoolId);
      store.commit.setPoolMfa({ poolId: pool.id, ...changedMfa(pool, input), at: clock.now() });
      return describeMfa(pool);
    },
  });
}
