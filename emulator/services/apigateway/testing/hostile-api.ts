import { createHttpApi, httpClient } from '../../apigatewayv2/testing/http-api.ts';
import { functionUri, type TestEngine } from './engine-with-functions.ts';
import { createGatedApi } from './gated-api.ts';

/** The API for hostile requests, of either kind: an authorizer on every method, and mappings that clients must not get past. */
export function createHostileApi(
  kind: 'REST' | 'HTTP',
  engine: TestEngine,
  originUrl: string,
): Promise<{ apiId: string; base: string }> {
  return kind === 'REST' ? restApi(engine, originUrl) : httpApi(engine, originUrl);
}

function restApi(engine: TestEngine, originUrl: string): Promise<{ apiId: string; base: string }> {
  return createGatedApi(engine.client, {
    originUrl,
    authorizer: { authorizerResultTtlInSeconds: 300 },
    mappings: {
      'integration.request.header.x-origin-secret': "'secret'",
      'integration.request.header.x-user': 'context.authorizer.username',
      'integration.request.header.Authorization': "''",
    },
  });
}

async function httpApi(engine: TestEngine, originUrl: string): Promise<{ apiId: string; base: string }> {
  const client = httpClient(engine.endpoint);
  const made = await createHttpApi(client, {
    integration: {
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: 'ANY',
      IntegrationUri: `${originUrl}/{proxy}`,
      RequestParameters: {
        'overwrite:header.x-origin-secret': 'secret',
        'overwrite:header.x-user': '$context.authorizer.username',
      },
    },
    authorizer: {
      AuthorizerType: 'REQUEST',
      AuthorizerUri: functionUri('auth'),
      AuthorizerPayloadFormatVersion: '2.0',
      AuthorizerResultTtlInSeconds: 300,
      IdentitySource: ['$request.header.Authorization'],
    },
    routeKeys: ['ANY /{proxy+}', 'ANY /'],
    stage: 'test',
  });
  client.destroy();
  return made;
}

/** The only thing that the campaign's authorizer allows: GET below `/public/`, for the token `good`. */
export function judge(event: {
  methodArn?: string;
  routeArn?: string;
  authorizationToken?: string;
  identitySource?: string[];
}): object {
  const token = event.authorizationToken ?? event.identitySource?.[0] ?? '';
  if (token.trim() !== 'good') throw new Error('Unauthorized');
  const stageArn = (event.methodArn ?? event.routeArn ?? '').split('/').slice(0, 2).join('/');
  return {
    principalId: 'ada',
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: `${stageArn}/GET/public/*` }],
    },
    context: { username: 'ada' },
  };
}
