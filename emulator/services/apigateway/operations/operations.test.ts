import {
  type APIGatewayClient,
  CreateAuthorizerCommand,
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  CreateStageCommand,
  DeleteAuthorizerCommand,
  DeleteDeploymentCommand,
  DeleteMethodCommand,
  DeleteResourceCommand,
  DeleteRestApiCommand,
  GetGatewayResponseCommand,
  GetGatewayResponsesCommand,
  GetMethodCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  GetRestApisCommand,
  GetStageCommand,
  GetTagsCommand,
  PutGatewayResponseCommand,
  PutIntegrationCommand,
  PutMethodCommand,
  TagResourceCommand,
  TestInvokeAuthorizerCommand,
  UntagResourceCommand,
  UpdateAuthorizerCommand,
  UpdateGatewayResponseCommand,
  UpdateMethodCommand,
  UpdateResourceCommand,
  UpdateRestApiCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import { expect, test } from '@jest/globals';
import { functionUri, startWithFunctions } from '../testing/engine-with-functions.ts';
import { allow, createGatedApi } from '../testing/gated-api.ts';

const badRequest = (message: string) => ({ name: 'BadRequestException', message });
const notFound = (message: string) => ({ name: 'NotFoundException', message });
const conflict = (message: string) => ({ name: 'ConflictException', message });

async function newApi(client: APIGatewayClient): Promise<{ restApiId: string; rootId: string }> {
  const { id = '', rootResourceId = '' } = await client.send(new CreateRestApiCommand({ name: 'api' }));
  return { restApiId: id, rootId: rootResourceId };
}

test('describes, patches, tags, pages and deletes an API as AWS does', async () => {
  await using engine = await startWithFunctions();
  const { client } = engine;
  const made = await client.send(
    new CreateRestApiCommand({ name: 'one', description: 'd', version: 'v1', tags: { a: '1' } }),
  );
  expect(made).toMatchObject({
    name: 'one',
    description: 'd',
    version: 'v1',
    apiKeySource: 'HEADER',
    disableExecuteApiEndpoint: false,
    endpointConfiguration: { types: ['EDGE'], ipAddressType: 'ipv4' },
    createdDate: expect.any(Date),
    tags: { a: '1' },
  });
  const restApiId = made.id ?? '';
  const patch = (op: 'add' | 'remove' | 'replace', path: string, value?: string) =>
    client.send(new UpdateRestApiCommand({ restApiId, patchOperations: [{ op, path, value }] }));
  expect(await patch('add', '/binaryMediaTypes/image~1png')).toMatchObject({
    binaryMediaTypes: ['image/png'],
  });
  expect(await patch('replace', '/endpointConfiguration/types/EDGE', 'REGIONAL')).toMatchObject({
    endpointConfiguration: { types: ['REGIONAL'] },
  });
  await expect(patch('add', '/binaryMediaTypes', 'x')).rejects.toMatchObject(
    badRequest('Invalid patch path /binaryMediaTypes'),
  );
  await expect(patch('add', '/name', 'x')).rejects.toMatchObject(
    badRequest('Invalid patch operation specified. Must be one of: [replace]'),
  );
  await expect(patch('replace', '/minimumCompressionSize', '-1')).rejects.toMatchObject(
    badRequest('Invalid minimum compression size, must be between 0 and 10485760'),
  );
  await expect(client.send(new CreateRestApiCommand({ name: 'x', description: '' }))).rejects.toMatchObject(
    badRequest('Description cannot be an empty string'),
  );
  await expect(client.send(new GetRestApiCommand({ restApiId: 'NOSUCH' }))).rejects.toMatchObject(
    notFound('Invalid API identifier specified 000000000000:NOSUCH'),
  );

  const resourceArn = `arn:aws:apigateway:us-east-1::/restapis/${restApiId}`;
  await client.send(new TagResourceCommand({ resourceArn, tags: { b: '2' } }));
  await client.send(new UntagResourceCommand({ resourceArn, tagKeys: ['a'] }));
  expect((await client.send(new GetTagsCommand({ resourceArn }))).tags).toEqual({ b: '2' });

  await newApi(client);
  const first = await client.send(new GetRestApisCommand({ limit: 1 }));
  const second = await client.send(new GetRestApisCommand({ limit: 1, position: first.position }));
  expect([first.items?.[0]?.name, second.items?.[0]?.name, second.position]).toEqual([
    'one',
    'api',
    undefined,
  ]);
  await client.send(new DeleteRestApiCommand({ restApiId }));
  await expect(client.send(new GetRestApiCommand({ restApiId }))).rejects.toMatchObject({
    name: 'NotFoundException',
  });
});

test('rejects an unknown enumeration value as ValidationException', async () => {
  await using engine = await startWithFunctions();
  const { restApiId, rootId } = await newApi(engine.client);
  await expect(
    engine.client.send(
      new PutIntegrationCommand({
        restApiId,
        resourceId: rootId,
        httpMethod: 'GET',
        type: 'HTTPS_PROXY' as 'HTTP',
      }),
    ),
  ).rejects.toMatchObject({ name: 'ValidationException' });
});

test('builds the tree of resources by AWS’s rules', async () => {
  await using engine = await startWithFunctions();
  const { client } = engine;
  const { restApiId, rootId } = await newApi(client);
  const create = async (parentId: string, pathPart: string) =>
    (await client.send(new CreateResourceCommand({ restApiId, parentId, pathPart }))).id ?? '';
  const update = (resourceId: string, path: string, value: string) =>
    client.send(
      new UpdateResourceCommand({ restApiId, resourceId, patchOperations: [{ op: 'replace', path, value }] }),
    );
  const pets = await create(rootId, 'pets');
  const sub = await create(pets, 'subpets');
  const proxy = await create(rootId, '{proxy+}');
  await expect(create(rootId, '{other}')).rejects.toMatchObject(
    badRequest(
      'A sibling ({proxy+}) of this resource already has a variable path part -- only one is allowed',
    ),
  );
  await expect(create(proxy, 'x')).rejects.toMatchObject(
    badRequest('Cannot create a child of a resource with a greedy path variable: {proxy+}'),
  );
  await expect(create(rootId, 'pets')).rejects.toMatchObject(
    conflict('Another resource with the same parent already has this name: pets'),
  );
  await expect(create('nosuch', 'x')).rejects.toMatchObject(
    notFound('Invalid Resource identifier specified'),
  );
  await expect(update(pets, '/parentId', sub)).rejects.toMatchObject(
    badRequest('Resources cannot be cyclical.'),
  );
  await expect(update(pets, '/invalid', 'x')).rejects.toMatchObject(
    badRequest(
      "Invalid patch path  '/invalid' specified for op 'replace'. Must be one of: [/parentId, /pathPart]",
    ),
  );
  for (const [path, field] of [
    ['/pathPart', 'pathPart'],
    ['/parentId', 'parentId'],
  ] as const)
    await expect(update(rootId, path, 'x')).rejects.toMatchObject(
      badRequest(`Root resource cannot update its ${field}.`),
    );
  await update(pets, '/pathPart', 'dogs');
  const paths = async () =>
    (await client.send(new GetResourcesCommand({ restApiId }))).items?.map(({ path }) => path);
  expect(await paths()).toEqual(['/', '/dogs', '/dogs/subpets', '/{proxy+}']);
  await client.send(new DeleteResourceCommand({ restApiId, resourceId: pets }));
  expect(await paths()).toEqual(['/', '/{proxy+}']);
});

test('refuses to remove method settings that are not there', async () => {
  await using engine = await startWithFunctions();
  const { client } = engine;
  const { restApiId, rootId: resourceId } = await newApi(client);
  const key = { restApiId, resourceId, httpMethod: 'GET' };
  await client.send(new PutMethodCommand({ ...key, authorizationType: 'NONE' }));
  await client.send(new PutIntegrationCommand({ ...key, type: 'MOCK' }));
  await client.send(new CreateDeploymentCommand({ restApiId, stageName: 's' }));
  for (const method of ['*/*', '~1x/GET'])
    await expect(
      client.send(
        new UpdateStageCommand({
          restApiId,
          stageName: 's',
          patchOperations: [{ op: 'remove', path: `/${method}` }],
        }),
      ),
    ).rejects.toMatchObject(
      badRequest(
        `Cannot remove method setting ${method} because there is no method setting for this method `,
      ),
    );
});

test('never opens a method because a setting that it demands is unsupported', async () => {
  await using engine = await startWithFunctions();
  const { client } = engine;
  const { restApiId, rootId } = await newApi(client);
  const key = { restApiId, resourceId: rootId, httpMethod: 'GET' };
  const put = (more: object) =>
    client.send(new PutMethodCommand({ ...key, authorizationType: 'NONE', ...more }));
  const invalid = badRequest(
    'Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.',
  );
  await expect(put({ authorizationType: 'CUSTOM' })).rejects.toMatchObject(invalid);
  await expect(put({ authorizationType: 'CUSTOM', authorizerId: 'nosuch' })).rejects.toMatchObject(invalid);
  await expect(put({ requestValidatorId: 'x' })).rejects.toMatchObject(
    badRequest('Invalid Request Validator identifier specified'),
  );
  await expect(put({ requestModels: { 'application/json': 'Pet' } })).rejects.toMatchObject(
    badRequest('Invalid model identifier specified: Pet'),
  );
  await expect(put({ httpMethod: 'FETCH' })).rejects.toMatchObject(
    badRequest('Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY'),
  );
  await put({ requestParameters: { 'method.request.path.id': true } });
  await expect(put({})).rejects.toMatchObject(conflict('Method already exists for this resource'));
  const patch = (op: 'add' | 'remove' | 'replace', path: string, value?: string) =>
    client.send(new UpdateMethodCommand({ ...key, patchOperations: [{ op, path, value }] }));
  await expect(patch('replace', '/authorizationType', 'CUSTOM')).rejects.toMatchObject(invalid);
  expect(await patch('replace', '/apiKeyRequired', 'true')).toMatchObject({ apiKeyRequired: true });
  expect(await patch('add', '/requestParameters/method.request.header.x', 'true')).toMatchObject({
    requestParameters: { 'method.request.path.id': true, 'method.request.header.x': true },
  });
  await client.send(new DeleteMethodCommand(key));
  await expect(client.send(new GetMethodCommand(key))).rejects.toMatchObject(
    notFound('Invalid Method identifier specified'),
  );
});

test('checks an authorizer as a whole, and keeps it while a method needs it', async () => {
  await using engine = await startWithFunctions();
  const { client } = engine;
  const { apiId: restApiId, authorizerId } = await createGatedApi(client, {
    originUrl: 'http://127.0.0.1:9',
  });
  const create = (more: object) =>
    client.send(
      new CreateAuthorizerCommand({
        restApiId,
        name: 'other',
        type: 'TOKEN',
        authorizerUri: functionUri('auth'),
        identitySource: 'method.request.header.Authorization',
        ...more,
      }),
    );
  for (const wrong of [
    { authorizerUri: 'http://x' },
    { identitySource: undefined },
    { identitySource: 'method.request.querystring.x' },
    { authorizerResultTtlInSeconds: 3601 },
    { identityValidationExpression: '(' },
    { type: 'REQUEST', identitySource: undefined },
    { type: 'COGNITO_USER_POOLS' },
    {
      type: 'COGNITO_USER_POOLS',
      providerARNs: ['arn:aws:cognito-idp:us-east-1:000000000000:userpool/x'],
      identitySource: 'method.request.querystring.t',
    },
    { name: 'auth' },
  ])
    await expect(create(wrong)).rejects.toMatchObject({ name: 'BadRequestException' });
  await expect(create({ authorizerCredentials: 'arn:aws:iam::0:role/x' })).rejects.toMatchObject({
    name: 'BadRequestException',
  });
  await create({ type: 'REQUEST', identitySource: undefined, authorizerResultTtlInSeconds: 0 });
  expect(
    await client.send(
      new UpdateAuthorizerCommand({
        restApiId,
        authorizerId,
        patchOperations: [{ op: 'replace', path: '/authorizerResultTtlInSeconds', value: '60' }],
      }),
    ),
  ).toMatchObject({ authorizerResultTtlInSeconds: 60 });
  await expect(
    client.send(
      new UpdateAuthorizerCommand({
        restApiId,
        authorizerId,
        patchOperations: [{ op: 'replace', path: '/name', value: 'other' }],
      }),
    ),
  ).rejects.toMatchObject(
    badRequest('Authorizer name must be unique. Authorizer other already exists in this RestApi.'),
  );
  await expect(client.send(new DeleteAuthorizerCommand({ restApiId, authorizerId }))).rejects.toMatchObject({
    name: 'ConflictException',
  });
});

test('runs the function in TestInvokeAuthorizer and returns its verdict, or the client’s status', async () => {
  await using engine = await startWithFunctions();
  const { client } = engine;
  const { apiId: restApiId, authorizerId } = await createGatedApi(client, {
    originUrl: 'http://127.0.0.1:9',
  });
  engine.functions.set('auth', (event: { methodArn: string; authorizationToken: string }) => {
    if (event.authorizationToken !== 'good') throw new Error('Unauthorized');
    return allow(event);
  });
  const ask = (headers: Record<string, string>) =>
    client.send(new TestInvokeAuthorizerCommand({ restApiId, authorizerId, headers }));
  expect(await ask({ Authorization: 'good' })).toMatchObject({
    clientStatus: 0,
    principalId: 'someone',
    policy: expect.stringContaining('execute-api:Invoke'),
  });
  expect(await ask({ Authorization: 'bad' })).toMatchObject({ clientStatus: 401 });
  expect(await ask({})).toMatchObject({ clientStatus: 401 });
});

test('shows the effective gateway response for each type', async () => {
  await using engine = await startWithFunctions();
  const { client } = engine;
  const { restApiId } = await newApi(client);
  const get = (responseType: 'UNAUTHORIZED' | 'ACCESS_DENIED' | 'DEFAULT_4XX') =>
    client.send(new GetGatewayResponseCommand({ restApiId, responseType }));
  expect(await get('UNAUTHORIZED')).toMatchObject({
    defaultResponse: true,
    statusCode: '401',
    responseParameters: {},
    responseTemplates: { 'application/json': '{"message":$context.error.messageString}' },
  });
  await client.send(
    new PutGatewayResponseCommand({
      restApiId,
      responseType: 'DEFAULT_4XX',
      statusCode: '499',
      responseParameters: { 'gatewayresponse.header.A': "'b'" },
    }),
  );
  expect(await get('ACCESS_DENIED')).toMatchObject({
    defaultResponse: true,
    statusCode: '499',
    responseParameters: { 'gatewayresponse.header.A': "'b'" },
  });
  const { items } = await client.send(new GetGatewayResponsesCommand({ restApiId, limit: 500 }));
  expect(items).toHaveLength(21);
  const patch = (op: 'add' | 'replace', path: string | undefined, value?: string) =>
    client.send(
      new UpdateGatewayResponseCommand({
        restApiId,
        responseType: 'DEFAULT_4XX',
        patchOperations: [{ op, path, value }],
      }),
    );
  await expect(patch('add', '/statusCode', '400')).rejects.toMatchObject(
    badRequest('Invalid patch path /statusCode'),
  );
  await expect(patch('replace', undefined)).rejects.toMatchObject(badRequest('Invalid patch path null'));
  await expect(patch('replace', '/responseParameters/gatewayresponse.header.Z', "'z'")).rejects.toMatchObject(
    notFound('Invalid parameter name specified'),
  );
});

test('protects deployments and stages that depend on each other', async () => {
  await using engine = await startWithFunctions();
  const { client } = engine;
  const { restApiId, rootId } = await newApi(client);
  const deploy = (stageName?: string) => client.send(new CreateDeploymentCommand({ restApiId, stageName }));
  await expect(deploy()).rejects.toMatchObject(badRequest("The REST API doesn't contain any methods"));
  const key = { restApiId, resourceId: rootId, httpMethod: 'GET' };
  await client.send(new PutMethodCommand({ ...key, authorizationType: 'NONE' }));
  await expect(deploy()).rejects.toMatchObject(badRequest('No integration defined for method'));
  await client.send(new PutIntegrationCommand({ ...key, type: 'MOCK' }));
  const { id: deploymentId = '' } = await deploy('s1');
  const stage = await client.send(new GetStageCommand({ restApiId, stageName: 's1' }));
  expect(stage).toMatchObject({
    deploymentId,
    cacheClusterEnabled: false,
    cacheClusterStatus: 'NOT_AVAILABLE',
    methodSettings: {},
    tracingEnabled: false,
  });
  await expect(client.send(new DeleteDeploymentCommand({ restApiId, deploymentId }))).rejects.toMatchObject(
    badRequest('Active stages pointing to this deployment must be moved or deleted'),
  );
  const create = (stageName: string, more: object = {}) =>
    client.send(new CreateStageCommand({ restApiId, stageName, deploymentId, ...more }));
  await expect(create('s1')).rejects.toMatchObject(conflict('Stage already exists'));
  await expect(create('a b')).rejects.toMatchObject({ name: 'BadRequestException' });
  await expect(create('s2', { canarySettings: { percentTraffic: 1 } })).rejects.toMatchObject({
    name: 'NotImplementedException',
  });
  const patch = (path: string, value: string) =>
    client.send(
      new UpdateStageCommand({
        restApiId,
        stageName: 's1',
        patchOperations: [{ op: 'replace', path, value }],
      }),
    );
  expect(await patch('/variables/v', 'x')).toMatchObject({ variables: { v: 'x' } });
  await expect(patch('/documentation_version', 'x')).rejects.toMatchObject({
    message: expect.stringMatching(
      /^Invalid method setting path: \/documentation_version\. Must be one of: \[\/deploymentId,/,
    ),
  });
  expect(await patch('/~1a/GET/throttling/rateLimit', '1.5')).toMatchObject({
    methodSettings: { '~1a/GET': { throttlingRateLimit: 1.5, throttlingBurstLimit: 5000 } },
  });
  const { id: second = '' } = await deploy();
  await patch('/deploymentId', second);
  await client.send(new DeleteDeploymentCommand({ restApiId, deploymentId }));
});
