import type {
  GetUserPoolMfaConfigRequest,
  GetUserPoolMfaConfigResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { findPool } from '../pool/find-pool.ts';
import { describeMfa } from '../pool/mfa-config.ts';
import { poolResource } from '../pool/pool-arn.ts';

/** Shows which second factors a pool offers, and whether it requires one. */
export function getUserPoolMfaConfig({ store }: Pick<Cognito, 'store'>) {
  return operation<GetUserPoolMfaConfigRequest, GetUserPoolMfaConfigResponse>({
    honours: { UserPoolId: true },
    resource: poolResource,
    run: ({ UserPoolId }) => describeMfa(findPool(store.state, UserPoolId)),
  });
}
