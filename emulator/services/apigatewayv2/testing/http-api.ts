import {
  ApiGatewayV2Client,
  CreateApiCommand,
  type CreateApiRequest,
  CreateAuthorizerCommand,
  type CreateAuthorizerRequest,
  CreateIntegrationCommand,
  type CreateIntegrationRequest,
  CreateRouteCommand,
  type CreateRouteRequest,
  CreateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import { functionArn } from '../../apigateway/testing/engine-with-functions.ts';

/** A client for HTTP APIs against an engine. */
export function httpClient(endpoint: string): ApiGatewayV2Client {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return new ApiGatewayV2Client({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
}

export interface HttpApiOptions {
  api?: Partial<CreateApiRequest>;
  integration: Omit<CreateIntegrationRequest, 'ApiId'>;
  authorizer?: Omit<CreateAuthorizerRequest, 'ApiId' | 'Name'>;
  /** What every route has besides its key. */
  route?: Partial<CreateRouteRequest>;
  routeKeys: string[];
  stage?: string;
}

export interface MadeHttpApi {
  apiId: string;
  authorizerId: string | undefined;
  integrationId: string;
  /** The path below which its stage answers. */
  base: string;
}

/** Creates an HTTP API: one integration, one authorizer if any, routes to them, and a stage with auto-deploy. */
export async function createHttpApi(
  client: ApiGatewayV2Client,
  options: HttpApiOptions,
): Promise<MadeHttpApi> {
  const { ApiId = '' } = await client.send(
    new CreateApiCommand({ Name: 'http', ProtocolType: 'HTTP', ...options.api }),
  );
  const stage = options.stage ?? '$default';
  await client.send(new CreateStageCommand({ ApiId, StageName: stage, AutoDeploy: true }));
  const { IntegrationId = '' } = await client.send(
    new CreateIntegrationCommand({ ApiId, ...options.integration }),
  );
  const authorizer =
    options.authorizer &&
    (await client.send(new CreateAuthorizerCommand({ ApiId, Name: 'auth', ...options.authorizer })));
  for (const RouteKey of options.routeKeys) {
    await client.send(
      new CreateRouteCommand({
        ApiId,
        RouteKey,
        Target: `integrations/${IntegrationId}`,
        ...(authorizer && {
          AuthorizationType: authorizer.AuthorizerType === 'JWT' ? 'JWT' : 'CUSTOM',
          AuthorizerId: authorizer.AuthorizerId,
        }),
        ...options.route,
      }),
    );
  }
  return {
    apiId: ApiId,
    authorizerId: authorizer?.AuthorizerId,
    integrationId: IntegrationId,
    base: `/_aws/execute-api/${ApiId}${stage === '$default' ? '' : `/${stage}`}`,
  };
}

/** An integration with an endpoint; `more` overrides settings. */
export function proxyTo(url: string, more: Partial<CreateIntegrationRequest> = {}) {
  return {
    IntegrationType: 'HTTP_PROXY',
    IntegrationMethod: 'ANY',
    IntegrationUri: `${url}/{proxy}`,
    ...more,
  } as const;
}

/** An integration with the function `f`, with a payload of that version. */
export function lambdaProxy(version: '1.0' | '2.0') {
  return {
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: functionArn('f'),
    PayloadFormatVersion: version,
  } as const;
}
