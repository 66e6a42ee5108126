import {
  type APIGatewayClient,
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  type CreateRestApiRequest,
  PutIntegrationCommand,
  type PutIntegrationRequest,
  PutIntegrationResponseCommand,
  type PutIntegrationResponseRequest,
  PutMethodCommand,
  type PutMethodRequest,
  PutMethodResponseCommand,
} from '@aws-sdk/client-api-gateway';

type Key = 'restApiId' | 'resourceId' | 'httpMethod';

export interface OneMethod {
  api?: Partial<CreateRestApiRequest>;
  /** `pets`, or `{id}`. */
  pathPart: string;
  httpMethod: string;
  method?: Partial<Omit<PutMethodRequest, Key>>;
  integration: Omit<PutIntegrationRequest, Key>;
  /** The possible headers of answers, by status; each status gets a method response. */
  answers?: Record<string, string[]>;
  responses?: Omit<PutIntegrationResponseRequest, Key>[];
  variables?: Record<string, string>;
}

/** Makes an API of one method and returns the path of its stage, `/_aws/execute-api/<api>/test`. */
export async function createOneMethod(client: APIGatewayClient, wanted: OneMethod): Promise<string> {
  const { id: restApiId, rootResourceId: parentId } = await client.send(
    new CreateRestApiCommand({ name: 'one', ...wanted.api }),
  );
  const { id: resourceId } = await client.send(
    new CreateResourceCommand({ restApiId, parentId, pathPart: wanted.pathPart }),
  );
  const key = { restApiId, resourceId, httpMethod: wanted.httpMethod };
  await client.send(new PutMethodCommand({ ...key, authorizationType: 'NONE', ...wanted.method }));
  await client.send(new PutIntegrationCommand({ ...key, ...wanted.integration }));
  for (const [statusCode, headers] of Object.entries(wanted.answers ?? {})) {
    const responseParameters = Object.fromEntries(
      headers.map((name) => [`method.response.header.${name}`, false]),
    );
    await client.send(new PutMethodResponseCommand({ ...key, statusCode, responseParameters }));
  }
  for (const response of wanted.responses ?? [])
    await client.send(new PutIntegrationResponseCommand({ ...key, ...response }));
  await client.send(
    new CreateDeploymentCommand({ restApiId, stageName: 'test', variables: wanted.variables }),
  );
  return `/_aws/execute-api/${restApiId}/test`;
}
