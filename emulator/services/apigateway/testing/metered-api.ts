import {
  type APIGatewayClient,
  CreateApiKeyCommand,
  CreateAuthorizerCommand,
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  type CreateRestApiRequest,
  CreateUsagePlanCommand,
  CreateUsagePlanKeyCommand,
  type CreateUsagePlanRequest,
  PutIntegrationCommand,
  PutIntegrationResponseCommand,
  PutMethodCommand,
  PutMethodResponseCommand,
} from '@aws-sdk/client-api-gateway';
import { functionUri } from './engine-with-functions.ts';

/** An API of two mocks, `GET /metered` that requires a key and `GET /free` that does not, with its stage `test`. */
export interface MeteredApi {
  readonly apiId: string;
  /** `/_aws/execute-api/<api>/test` */
  readonly base: string;
  /** Creates an enabled key and adds it to these plans. */
  key(...planIds: string[]): Promise<{ id: string; value: string }>;
  /** Makes a plan for the stage. */
  plan(settings?: Partial<CreateUsagePlanRequest>): Promise<string>;
}

/** Makes the API. With `apiKeySource: AUTHORIZER` the function `auth` is its authorizer. */
export async function createMeteredApi(
  client: APIGatewayClient,
  api: Partial<CreateRestApiRequest> = {},
): Promise<MeteredApi> {
  const { id: restApiId = '', rootResourceId: parentId } = await client.send(
    new CreateRestApiCommand({ name: 'metered', ...api }),
  );
  const { id: authorizerId } =
    api.apiKeySource === 'AUTHORIZER'
      ? await client.send(
          new CreateAuthorizerCommand({
            restApiId,
            name: 'auth',
            type: 'TOKEN',
            authorizerUri: functionUri('auth'),
            identitySource: 'method.request.header.Authorization',
          }),
        )
      : {};
  for (const pathPart of ['metered', 'free']) {
    const { id: resourceId } = await client.send(
      new CreateResourceCommand({ restApiId, parentId, pathPart }),
    );
    const key = { restApiId, resourceId, httpMethod: 'GET' };
    await client.send(
      new PutMethodCommand({
        ...key,
        ...(authorizerId ? { authorizationType: 'CUSTOM', authorizerId } : { authorizationType: 'NONE' }),
        apiKeyRequired: pathPart === 'metered',
      }),
    );
    await client.send(
      new PutIntegrationCommand({
        ...key,
        type: 'MOCK',
        requestTemplates: { 'application/json': '{"statusCode": 200}' },
      }),
    );
    await client.send(new PutMethodResponseCommand({ ...key, statusCode: '200' }));
    await client.send(new PutIntegrationResponseCommand({ ...key, statusCode: '200' }));
  }
  await client.send(new CreateDeploymentCommand({ restApiId, stageName: 'test' }));
  return {
    apiId: restApiId,
    base: `/_aws/execute-api/${restApiId}/test`,
    async key(...planIds) {
      const { id = '', value = '' } = await client.send(new CreateApiKeyCommand({ enabled: true }));
      for (const usagePlanId of planIds)
        await client.send(new CreateUsagePlanKeyCommand({ usagePlanId, keyId: id, keyType: 'API_KEY' }));
      return { id, value };
    },
    async plan(settings) {
      const apiStages = [{ apiId: restApiId, stage: 'test' }];
      const { id = '' } = await client.send(
        new CreateUsagePlanCommand({ name: 'plan', apiStages, ...settings }),
      );
      return id;
    },
  };
}
