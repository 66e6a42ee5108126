import type {
  VerifySoftwareTokenRequest,
  VerifySoftwareTokenResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import { AwsError } from '../../../edge/aws-error.ts';
import { operation } from '../../../edge/operation.ts';
import { countFailure, limitFailures } from '../codes/attempts.ts';
import type { Cognito } from '../cognito.ts';
import { setUpBySession, setUpByToken } from '../mfa/set-up.ts';
import { softwareTokenNotFound } from '../mfa/take-code.ts';
import { periodOfCode } from '../mfa/totp.ts';
import { makeSession, useSession } from '../sign-in/session.ts';
import type { Person } from '../state/person.ts';
import type { Pool } from '../state/state.ts';

/**
 * Checks the first code of an authenticator app, and registers the app. In the middle of a sign-in the answer's session ends the challenge
 * `MFA_SETUP`. Throws `EnableSoftwareTokenMFAException` for a wrong code, `SoftwareTokenMFANotFoundException` without a key.
 */
export function verifySoftwareToken(cognito: Cognito) {
  return operation<VerifySoftwareTokenRequest, VerifySoftwareTokenResponse>({
    honours: { AccessToken: true, Session: true, UserCode: true, FriendlyDeviceName: true },
    async run({ AccessToken, Session, UserCode = '', FriendlyDeviceName }, call) {
      if (AccessToken === undefined) {
        const { held, ...known } = setUpBySession(cognito, Session);
        const secret = held['secret'];
        if (typeof secret !== 'string') throw softwareTokenNotFound();
        register(cognito, known, { secret, UserCode, FriendlyDeviceName });
        useSession(cognito, known.pool, held);
        return {
          Status: 'SUCCESS',
          Session: makeSession(cognito, known, 'MFA_SETUP', { ...held, secret: undefined, verified: true }),
        };
      }
      const { pool, person } = await setUpByToken(cognito, call, AccessToken);
      const secret = person.softwareToken?.secret;
      if (!secret) throw softwareTokenNotFound();
      register(cognito, { pool, person }, { secret, UserCode, FriendlyDeviceName });
      return { Status: 'SUCCESS' };
    },
  });
}

interface Proof {
  secret: string;
  UserCode: string;
  FriendlyDeviceName: string | undefined;
}

function register(
  cognito: Cognito,
  { pool, person }: { pool: Pool; person: Person },
  { secret, UserCode, FriendlyDeviceName }: Proof,
): void {
  limitFailures(cognito, person, 'SOFTWARE_TOKEN_MFA');
  const period = periodOfCode(secret, UserCode, cognito.clock.now());
  if (period === undefined) {
    countFailure(cognito, pool, person, 'SOFTWARE_TOKEN_MFA');
    throw new AwsError('EnableSoftwareTokenMFAException', 'Code mismatch and fail enable Software Token MFA');
  }
  cognito.store.commit.setSoftwareToken({
    poolId: pool.id,
    sub: person.sub,
    token: {
      secret,
      verified: true,
      lastPeriod: period,
      ...(FriendlyDeviceName && { deviceName: FriendlyDeviceName }),
    },
  });
}
