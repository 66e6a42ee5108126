import type { DeleteUserRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { authenticate } from '../tokens/access-token.ts';

/** Deletes oneself. */
export function deleteUser(cognito: Pick<Cognito, 'store' | 'clock' | 'signingKeys'>) {
  return operation<DeleteUserRequest, object>({
    honours: { AccessToken: true },
    async run({ AccessToken }, call) {
      const { pool, person } = await authenticate(cognito, call, AccessToken);
      cognito.store.commit.deletePerson({ poolId: pool.id, sub: person.sub });
      return {};
    },
  });
}
