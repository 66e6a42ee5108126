import type {
  AssociateSoftwareTokenRequest,
  AssociateSoftwareTokenResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { setUpBySession, setUpByToken } from '../mfa/set-up.ts';
import { makeTotpSecret } from '../mfa/totp.ts';
import { makeSession } from '../sign-in/session.ts';

/**
 * Makes the key for an authenticator app: for the owner of an access token, or in the middle of a sign-in by the session of `MFA_SETUP`. It
 * is active once VerifySoftwareToken has checked a code made with it.
 */
export function associateSoftwareToken(cognito: Cognito) {
  return operation<AssociateSoftwareTokenRequest, AssociateSoftwareTokenResponse>({
    honours: { AccessToken: true, Session: true },
    async run({ AccessToken, Session }, call) {
      const SecretCode = makeTotpSecret(cognito.random);
      if (AccessToken === undefined) {
        const { held, ...known } = setUpBySession(cognito, Session);
        return {
          SecretCode,
          Session: makeSession(cognito, known, 'MFA_SETUP', { ...held, secret: SecretCode }),
        };
      }
      const { pool, person } = await setUpByToken(cognito, call, AccessToken);
      const token = { secret: SecretCode, verified: false };
      cognito.store.commit.setSoftwareToken({ poolId: pool.id, sub: person.sub, token });
      return { SecretCode };
    },
  });
}
