import type {
  UpdateUserAttributesRequest,
  UpdateUserAttributesResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { checkWritable } from '../people/attribute-access.ts';
import { attributeRecord, checkAttributes } from '../people/attributes.ts';
import { changeAttributes } from '../people/change-attributes.ts';
import { authenticate } from '../tokens/access-token.ts';

/** Changes one's own attributes that the client may write; a new address gets a code. */
export function updateUserAttributes(cognito: Omit<Cognito, 'power'>) {
  return operation<UpdateUserAttributesRequest, UpdateUserAttributesResponse>({
    honours: { AccessToken: true, UserAttributes: true, ClientMetadata: true },
    async run({ AccessToken, UserAttributes, ClientMetadata }, call) {
      const { pool, client, person } = await authenticate(cognito, call, AccessToken);
      const written = attributeRecord(UserAttributes);
      checkAttributes(pool.settings, written, 'change');
      checkWritable(client.settings, written);
      const CodeDeliveryDetailsList = await changeAttributes(cognito, call, {
        pool,
        person,
        written,
        clientId: client.id,
        clientMetadata: ClientMetadata,
      });
      return { CodeDeliveryDetailsList };
    },
  });
}
