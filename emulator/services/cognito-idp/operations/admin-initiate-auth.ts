import type {
  AdminInitiateAuthRequest,
  AdminInitiateAuthResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { findClientOf } from '../pool/find-pool.ts';
import { poolResource } from '../pool/pool-arn.ts';
import { invalidParameter } from '../sign-in/errors.ts';
import { initiate } from '../sign-in/initiate.ts';

/** Starts a sign-in, or refreshes one, on behalf of a server with its own credentials. */
export function adminInitiateAuth(cognito: Cognito) {
  return operation<AdminInitiateAuthRequest, AdminInitiateAuthResponse>({
    honours: {
      UserPoolId: true,
      ClientId: true,
      AuthFlow: [
        'ADMIN_USER_PASSWORD_AUTH',
        'ADMIN_NO_SRP_AUTH',
        'USER_SRP_AUTH',
        'USER_PASSWORD_AUTH',
        'REFRESH_TOKEN_AUTH',
        'CUSTOM_AUTH',
        'USER_AUTH',
        'REFRESH_TOKEN',
      ],
      AuthParameters: true,
      ClientMetadata: true,
      AnalyticsMetadata: true,
      ContextData: true,
    },
    resource: poolResource,
    run(input, call) {
      const { pool, client } = findClientOf(cognito.store.state, input);
      if (input.AuthFlow === 'USER_PASSWORD_AUTH')
        throw invalidParameter('Initiate Auth method not supported.');
      return initiate(cognito, call, { pool, client, ...input });
    },
  });
}
