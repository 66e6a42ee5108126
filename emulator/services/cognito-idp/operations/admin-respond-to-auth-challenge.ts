import type {
  AdminRespondToAuthChallengeRequest,
  AdminRespondToAuthChallengeResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../../../edge/operation.ts';
import type { Cognito } from '../cognito.ts';
import { findClientOf } from '../pool/find-pool.ts';
import { poolResource } from '../pool/pool-arn.ts';
import { CHALLENGES, respond } from '../sign-in/respond.ts';

/** Continues a sign-in on behalf of a server with its own credentials. */
export function adminRespondToAuthChallenge(cognito: Cognito) {
  return operation<AdminRespondToAuthChallengeRequest, AdminRespondToAuthChallengeResponse>({
    honours: {
      UserPoolId: true,
      ClientId: true,
      ChallengeName: CHALLENGES,
      ChallengeResponses: true,
      Session: true,
      ClientMetadata: true,
      AnalyticsMetadata: true,
      ContextData: true,
    },
    resource: poolResource,
    run(input, call) {
      const { pool, client } = findClientOf(cognito.store.state, input);
      return respond(cognito, call, { pool, client, ...input });
    },
  });
}
