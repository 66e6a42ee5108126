import type { GetUserRequest, GetUserResponse } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { shownPreference } from '../mfa/factors.ts';
import { readable } from '../people/attribute-access.ts';
import { attributeList } from '../people/user-type.ts';
import { authenticate } from '../tokens/access-token.ts';

/** Shows a person to themselves: the attributes that their client may read. */
export function getUser(cognito: Pick<Cognito, 'store' | 'clock' | 'signingKeys'>) {
  return operation<GetUserRequest, GetUserResponse>({
    honours: { AccessToken: true },
    async run({ AccessToken }, call) {
      const { client, person } = await authenticate(cognito, call, AccessToken);
      const attributes = readable(client.settings, person.attributes);
      return {
        Username: person.username,
        UserAttributes: attributeList({ attributes }),
        ...shownPreference(person),
      };
    },
  });
}
