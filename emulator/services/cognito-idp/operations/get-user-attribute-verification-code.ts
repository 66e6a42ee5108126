import type {
  GetUserAttributeVerificationCodeRequest,
  GetUserAttributeVerificationCodeResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import { addressOf } from '../codes/delivery.ts';
import { issueCode } from '../codes/issue-code.ts';
import type { Cognito } from '../cognito.ts';
import { invalidParameter } from '../sign-in/errors.ts';
import { authenticate } from '../tokens/access-token.ts';

/** Sends a code to verify one's e-mail address or telephone number, or a new one that waits for its code. */
export function getUserAttributeVerificationCode(cognito: Omit<Cognito, 'power'>) {
  return operation<GetUserAttributeVerificationCodeRequest, GetUserAttributeVerificationCodeResponse>({
    honours: { AccessToken: true, AttributeName: true, ClientMetadata: true },
    async run({ AccessToken, AttributeName, ClientMetadata }, call) {
      const { pool, client, person } = await authenticate(cognito, call, AccessToken);
      const attribute = addressOf(AttributeName);
      const destination = person.codes[attribute]?.destination ?? person.attributes[attribute];
      if (!destination) throw invalidParameter(`User has no value for the attribute ${attribute}.`);
      const CodeDeliveryDetails = await issueCode(cognito, call, {
        pool,
        person,
        purpose: attribute,
        attribute,
        destination,
        message: 'VerifyUserAttribute',
        clientId: client.id,
        clientMetadata: ClientMetadata,
      });
      return { CodeDeliveryDetails };
    },
  });
}
