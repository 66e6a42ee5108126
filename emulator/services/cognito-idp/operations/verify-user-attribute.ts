import type {
  VerifyUserAttributeRequest,
  VerifyUserAttributeResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import { checkCode } from '../codes/check-code.ts';
import { addressOf } from '../codes/delivery.ts';
import type { Cognito } from '../cognito.ts';
import { claimAliases } from '../people/aliases.ts';
import { authenticate } from '../tokens/access-token.ts';

/** Verifies one's address with the code sent to it; a waiting address replaces the old one. */
export function verifyUserAttribute(cognito: Pick<Cognito, 'store' | 'clock' | 'signingKeys'>) {
  return operation<VerifyUserAttributeRequest, VerifyUserAttributeResponse>({
    honours: { AccessToken: true, AttributeName: true, Code: true },
    async run({ AccessToken, AttributeName, Code }, call) {
      const { pool, person } = await authenticate(cognito, call, AccessToken);
      const attribute = addressOf(AttributeName);
      const { destination } = checkCode(cognito, pool, person, attribute, Code);
      const attributes = {
        ...person.attributes,
        [attribute]: destination,
        [`${attribute}_verified`]: 'true',
      };
      claimAliases(cognito, pool, person, attributes);
      const whom = { poolId: pool.id, sub: person.sub };
      cognito.store.commit.dropCode({ ...whom, purpose: attribute });
      cognito.store.commit.setAttributes({ ...whom, attributes, at: cognito.clock.now() });
      return {};
    },
  });
}
