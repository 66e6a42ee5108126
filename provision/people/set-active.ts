import { FlushStageAuthorizersCacheCommand } from '@aws-sdk/client-api-gateway';
import { ResetAuthorizersCacheCommand } from '@aws-sdk/client-apigatewayv2';
import { AdminGetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { Clients } from '../clients.ts';
import type { Outputs } from '../outputs.ts';
import { codeOf, ReaderError } from '../reconcile/reader-error.ts';
import { switchCredential } from './switch-credential.ts';

type Where = Pick<Outputs, 'userPoolId' | 'tableName' | 'apiKind' | 'apiId' | 'httpApi' | 'stage'>;

/**
 * Activates or deactivates a person's credential. Then makes API Gateway forget cached answers, so that it applies from the next request
 * on. `username` is a user name or an e-mail address. Returns the user name, and whether anything changed. Throws ReaderError if there is
 * no such person or they have no credential.
 */
export async function setActive(
  username: string,
  active: boolean,
  where: Where,
  clients: Pick<Clients, 'apigateway' | 'apigatewayv2' | 'cognito' | 'dynamodb'>,
): Promise<{ username: string; changed: boolean }> {
  const found = await resolveUsername(username, where, clients);
  const outcome = await switchCredential(found, active, where, clients);
  if (outcome === 'none')
    throw new ReaderError(
      `${username} has no credential: nothing to switch. If they never had one, run repair; if they ended theirs, disabling the user in the pool keeps them from making another.`,
    );
  await forgetAnswers(where, clients);
  return { username: found, changed: outcome === 'changed' };
}

/** Makes each API of the gate forget its authorizer's answers. */
export async function forgetAnswers(
  { apiKind, apiId, httpApi, stage }: Pick<Where, 'apiKind' | 'apiId' | 'httpApi' | 'stage'>,
  { apigateway, apigatewayv2 }: Pick<Clients, 'apigateway' | 'apigatewayv2'>,
): Promise<void> {
  if (apiKind !== 'http')
    await apigateway.send(new FlushStageAuthorizersCacheCommand({ restApiId: apiId, stageName: stage }));
  const ApiId = apiKind === 'http' ? apiId : httpApi?.apiId;
  if (ApiId) await apigatewayv2.send(new ResetAuthorizersCacheCommand({ ApiId, StageName: stage }));
}

/** The pool's own name of a person; a name that the pool does not know may belong to a person who left it. */
async function resolveUsername(
  username: string,
  where: Pick<Where, 'userPoolId'>,
  { cognito }: Pick<Clients, 'cognito'>,
): Promise<string> {
  try {
    const { Username = username } = await cognito.send(
      new AdminGetUserCommand({ UserPoolId: where.userPoolId, Username: username }),
    );
    return Username;
  } catch (error) {
    if (codeOf(error) === 'UserNotFoundException') return username;
    throw error;
  }
}
