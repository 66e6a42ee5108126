import type { GlobalSignOutRequest, GlobalSignOutResponse } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { authenticate } from '../tokens/access-token.ts';

/** Signs oneself out everywhere: earlier access and refresh tokens no longer work with Cognito. */
export function globalSignOut(cognito: Pick<Cognito, 'store' | 'clock' | 'signingKeys'>) {
  return operation<GlobalSignOutRequest, GlobalSignOutResponse>({
    honours: { AccessToken: true },
    async run({ AccessToken }, call) {
      const { pool, person } = await authenticate(cognito, call, AccessToken);
      cognito.store.commit.signOutEverywhere({ poolId: pool.id, sub: person.sub, at: cognito.clock.now() });
      return {};
    },
  });
}
