import { FlushStageAuthorizersCacheCommand } from '@aws-sdk/client-api-gateway';
import { ResetAuthorizersCacheCommand } from '@aws-sdk/client-apigatewayv2';
import { AdminGetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { guardKey } from '../../lambdas/shared/person-record.ts';
import type { Clients } from '../clients.ts';
import type { Outputs } from '../outputs.ts';
import { codeOf, ReaderError } from '../reconcile/reader-error.ts';

type Where = Pick<Outputs, 'userPoolId' | 'tableName' | 'apiKind' | 'apiId' | 'httpApi' | 'stage'>;

/**
 * Lets a person's credential open the gate, or not. Then makes API Gateway forget the answers it keeps, so that it holds
 * from the next request on. `username` is a user name or an e-mail address. Answers the user name, and whether anything
 * had to change. Throws ReaderError when there is no such person or they have no credential.
 */
export async function setActive(
  username: string,
  active: boolean,
  where: Where,
  clients: Pick<Clients, 'apigateway' | 'apigatewayv2' | 'cognito' | 'dynamodb'>,
): Promise<{ username: string; changed: boolean }> {
  const found = await resolveUsername(username, where, clients);
  const authentication = await credentialKey(found, where, clients);
  if (!authentication)
    throw new ReaderError(
      `${username} has no credential: nothing to switch. If they are confirmed, run repair.`,
    );
  const answer = await clients.dynamodb
    .send(
      new UpdateItemCommand({
        TableName: where.tableName,
        Key: { authentication: { S: authentication } },
        UpdateExpression: 'SET #active = :active',
        // Without it, an item that was removed meanwhile would be made anew.
        ConditionExpression: 'username = :username',
        ExpressionAttributeNames: { '#active': 'active' },
        ExpressionAttributeValues: { ':active': { BOOL: active }, ':username': { S: found } },
        ReturnValues: 'UPDATED_OLD',
      }),
    )
    .catch((error: unknown) => {
      if (codeOf(error) !== 'ConditionalCheckFailedException') throw error;
      throw new ReaderError(`The credential of ${username} is gone from table ${where.tableName}.`, {
        cause: error,
      });
    });
  await forgetAnswers(where, clients);
  return { username: found, changed: answer.Attributes?.['active']?.BOOL !== active };
}

/** Makes each API of the gate forget what its authorizer answered. */
async function forgetAnswers(
  { apiKind, apiId, httpApi, stage }: Where,
  { apigateway, apigatewayv2 }: Pick<Clients, 'apigateway' | 'apigatewayv2'>,
): Promise<void> {
  if (apiKind !== 'http')
    await apigateway.send(new FlushStageAuthorizersCacheCommand({ restApiId: apiId, stageName: stage }));
  const ApiId = apiKind === 'http' ? apiId : httpApi?.apiId;
  if (ApiId) await apigatewayv2.send(new ResetAuthorizersCacheCommand({ ApiId, StageName: stage }));
}

/** The pool's own name for somebody; what the pool does not know may be the name of a person who left it. */
async function resolveUsername(
  username: string,
  where: Where,
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

async function credentialKey(
  username: string,
  { userPoolId, tableName }: Where,
  { dynamodb }: Pick<Clients, 'dynamodb'>,
): Promise<string | undefined> {
  const { Item } = await dynamodb.send(
    new GetItemCommand({
      TableName: tableName,
      Key: { authentication: { S: guardKey(userPoolId, username) } },
      ConsistentRead: true,
    }),
  );
  return Item?.['credential']?.S;
}
