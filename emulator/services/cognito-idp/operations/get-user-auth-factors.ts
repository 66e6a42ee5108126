import type {
  AuthFactorType,
  GetUserAuthFactorsRequest,
  GetUserAuthFactorsResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { shownPreference } from '../mfa/factors.ts';
import { availableChallenges } from '../sign-in/choice/available-challenges.ts';
import { authenticate } from '../tokens/access-token.ts';

/** Shows a person the first factors that they can sign in with by `USER_AUTH`, and their second factors. */
export function getUserAuthFactors(cognito: Pick<Cognito, 'store' | 'clock' | 'signingKeys'>) {
  return operation<GetUserAuthFactorsRequest, GetUserAuthFactorsResponse>({
    honours: { AccessToken: true },
    async run({ AccessToken }, call) {
      const { pool, person } = await authenticate(cognito, call, AccessToken);
      return {
        Username: person.username,
        ...shownPreference(person),
        ConfiguredUserAuthFactors: availableChallenges(pool, person).filter(
          (challenge): challenge is Extract<AuthFactorType, typeof challenge> => challenge !== 'PASSWORD_SRP',
        ),
      };
    },
  });
}
