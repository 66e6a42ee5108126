import type { DeleteUserAttributesRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { checkWritable } from '../people/attribute-access.ts';
import { checkAttributes, removal } from '../people/attributes.ts';
import { changeAttributes } from '../people/change-attributes.ts';
import { authenticate } from '../tokens/access-token.ts';

/** Deletes one's own attributes that the client may write. */
export function deleteUserAttributes(cognito: Omit<Cognito, 'power'>) {
  return operation<DeleteUserAttributesRequest, object>({
    honours: { AccessToken: true, UserAttributeNames: true },
    async run({ AccessToken, UserAttributeNames }, call) {
      const { pool, client, person } = await authenticate(cognito, call, AccessToken);
      const written = removal(UserAttributeNames);
      checkAttributes(pool.settings, written, 'change');
      checkWritable(client.settings, written);
      const clientMetadata = undefined;
      await changeAttributes(cognito, call, { pool, person, written, clientId: client.id, clientMetadata });
      return {};
    },
  });
}
