import {
  type APIGatewayClient,
  CreateAuthorizerCommand,
  type CreateAuthorizerRequest,
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  PutIntegrationCommand,
  PutMethodCommand,
} from '@aws-sdk/client-api-gateway';
import { functionUri } from './engine-with-functions.ts';

export interface GatedApiOptions {
  originUrl: string;
  /** What differs from a TOKEN authorizer on `Authorization` without a cache. */
  authorizer?: Partial<Omit<CreateAuthorizerRequest, 'restApiId'>>;
  /** Further request mappings of both integrations. */
  mappings?: Record<string, string>;
  timeoutInMillis?: number;
  variables?: Record<string, string>;
}

export interface GatedApi {
  apiId: string;
  rootId: string;
  proxyId: string;
  authorizerId: string;
  /** `/_aws/execute-api/<api>/test` */
  base: string;
  /** The first deployment. */
  deploymentId: string;
  deploy(): Promise<string>;
}

/** Creates the API of this project's stack: ANY on `/` and `/{proxy+}`, an authorizer `auth`, an HTTP_PROXY to the origin. */
export async function createGatedApi(client: APIGatewayClient, options: GatedApiOptions): Promise<GatedApi> {
  const { originUrl, authorizer, mappings, timeoutInMillis, variables } = options;
  const { id: restApiId = '', rootResourceId: rootId = '' } = await client.send(
    new CreateRestApiCommand({ name: 'gated', endpointConfiguration: { types: ['REGIONAL'] } }),
  );
  const { id: authorizerId = '' } = await client.send(
    new CreateAuthorizerCommand({
      restApiId,
      name: 'auth',
      type: 'TOKEN',
      authorizerUri: functionUri('auth'),
      identitySource: 'method.request.header.Authorization',
      authorizerResultTtlInSeconds: 0,
      ...authorizer,
    }),
  );
  const { id: proxyId = '' } = await client.send(
    new CreateResourceCommand({ restApiId, parentId: rootId, pathPart: '{proxy+}' }),
  );
  for (const resourceId of [rootId, proxyId]) {
    const isProxy = resourceId === proxyId;
    const key = { restApiId, resourceId, httpMethod: 'ANY' };
    await client.send(
      new PutMethodCommand({
        ...key,
        authorizationType: 'CUSTOM',
        authorizerId,
        requestParameters: isProxy ? { 'method.request.path.proxy': true } : {},
      }),
    );
    await client.send(
      new PutIntegrationCommand({
        ...key,
        type: 'HTTP_PROXY',
        integrationHttpMethod: 'ANY',
        uri: isProxy ? `${originUrl}/{proxy}` : `${originUrl}/`,
        requestParameters: {
          ...(isProxy && { 'integration.request.path.proxy': 'method.request.path.proxy' }),
          ...mappings,
        },
        timeoutInMillis,
      }),
    );
  }
  const deploy = async () => {
    const { id = '' } = await client.send(
      new CreateDeploymentCommand({ restApiId, stageName: 'test', ...(variables && { variables }) }),
    );
    return id;
  };
  const deploymentId = await deploy();
  return {
    apiId: restApiId,
    rootId,
    proxyId,
    authorizerId,
    deploymentId,
    base: `/_aws/execute-api/${restApiId}/test`,
    deploy,
  };
}

/** An authorizer's answer that allows `resource`, by default the whole stage. */
export function allow(event: { methodArn: string }, context?: object, resource?: string): object {
  const stageArn = event.methodArn.split('/').slice(0, 2).join('/');
  return {
    principalId: 'someone',
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: resource ?? `${stageArn}/*` }],
    },
    ...(context && { context }),
  };
}
