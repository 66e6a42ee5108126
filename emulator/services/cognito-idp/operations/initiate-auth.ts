import type { InitiateAuthRequest, InitiateAuthResponse } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { findClient } from '../pool/find-pool.ts';
import { invalidParameter } from '../sign-in/errors.ts';
import { initiate } from '../sign-in/initiate.ts';

/** Starts a sign-in, or refreshes one, on behalf of a client. */
export function initiateAuth(cognito: Cognito) {
  return operation<InitiateAuthRequest, InitiateAuthResponse>({
    honours: {
      AuthFlow: [
        'USER_PASSWORD_AUTH',
        'USER_SRP_AUTH',
        'ADMIN_USER_PASSWORD_AUTH',
        'ADMIN_NO_SRP_AUTH',
        'REFRESH_TOKEN_AUTH',
        'CUSTOM_AUTH',
        'USER_AUTH',
        'REFRESH_TOKEN',
      ],
      AuthParameters: true,
      ClientId: true,
      ClientMetadata: true,
      AnalyticsMetadata: true,
      UserContextData: true,
    },
    run(input, call) {
      const { pool, client } = findClient(cognito.store.state, input.ClientId);
      if (input.AuthFlow?.startsWith('ADMIN_')) throw invalidParameter('Initiate Auth method not supported.');
      return initiate(cognito, call, { pool, client, ...input });
    },
  });
}
