import type {
  GetUserPoolMfaConfigRequest,
  GetUserPoolMfaConfigResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { findPool } from '../pool/find-pool.ts';
import { poolResource } from '../pool/pool-arn.ts';

/** Shows that a pool has MFA off, as every pool of this engine has: tools ask before they compare. */
export function getUserPoolMfaConfig({ store }: Pick<Cognito, 'store'>) {
  return operation<GetUserPoolMfaConfigRequest, GetUserPoolMfaConfigResponse>({
    honours: { UserPoolId: true },
    resource: poolResource,
    run: ({ UserPoolId }) => ({
      MfaConfiguration: findPool(store.state, UserPoolId).settings.MfaConfiguration,
    }),
  });
}
