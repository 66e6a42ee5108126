import type {
  RespondToAuthChallengeRequest,
  RespondToAuthChallengeResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { findClient } from '../pool/find-pool.ts';
import { CHALLENGES, respond } from '../sign-in/respond.ts';

/** Continues a sign-in: the proof of a password by SRP, or a new password instead of the temporary one. */
export function respondToAuthChallenge(cognito: Cognito) {
  return operation<RespondToAuthChallengeRequest, RespondToAuthChallengeResponse>({
    honours: {
      ClientId: true,
      ChallengeName: CHALLENGES,
      Session: true,
      ChallengeResponses: true,
      ClientMetadata: true,
      AnalyticsMetadata: true,
      UserContextData: true,
    },
    run(input, call) {
      const { pool, client } = findClient(cognito.store.state, input.ClientId);
      return respond(cognito, call, { pool, client, ...input });
    },
  });
}
