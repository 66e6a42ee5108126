import {
  type APIGatewayClient,
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  PutIntegrationCommand,
  PutMethodCommand,
} from '@aws-sdk/client-api-gateway';

/** Makes an API of one open method, GET `/users`, and returns the path of its stage. */
export async function createOnlyGet(client: APIGatewayClient, originUrl: string): Promise<string> {
  const { id: restApiId, rootResourceId: parentId } = await client.send(
    new CreateRestApiCommand({ name: 'open' }),
  );
  const { id: resourceId } = await client.send(
    new CreateResourceCommand({ restApiId, parentId, pathPart: 'users' }),
  );
  const key = { restApiId, resourceId, httpMethod: 'GET' };
  await client.send(new PutMethodCommand({ ...key, authorizationType: 'NONE' }));
  await client.send(
    new PutIntegrationCommand({
      ...key,
      type: 'HTTP_PROXY',
      integrationHttpMethod: 'GET',
      uri: `${originUrl}/users`,
    }),
  );
  await client.send(new CreateDeploymentCommand({ restApiId, stageName: 'test' }));
  return `/_aws/execute-api/${restApiId}/test`;
}
