import {
  type APIGatewayClient,
  CreateDeploymentCommand,
  CreateRestApiCommand,
  CreateStageCommand,
  DeleteVpcLinkCommand,
  GetDocumentationPartsCommand,
  GetExportCommand,
  GetVpcLinkCommand,
  GetVpcLinksCommand,
  ImportDocumentationPartsCommand,
  ImportRestApiCommand,
  PutIntegrationCommand,
  PutIntegrationResponseCommand,
  PutMethodCommand,
  PutMethodResponseCommand,
  UpdateRestApiCommand,
  UpdateStageCommand,
  UpdateVpcLinkCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { functionUri, startWithFunctions, type TestEngine } from '../testing/engine-with-functions.ts';
import { createOneMethod } from '../testing/one-method.ts';
import { rawRequest } from '../testing/raw-request.ts';

let engine: TestEngine;
let client: APIGatewayClient;

beforeAll(async () => {
  engine = await startWithFunctions();
  client = engine.client;
});

afterAll(async () => {
  await engine[Symbol.asyncDispose]();
});

const refused = (message: string) => ({ name: 'BadRequestException', message });

/** A mock on GET of a new API's root. */
async function mocked(): Promise<{ restApiId: string; resourceId: string; httpMethod: string }> {
  const { id: restApiId = '', rootResourceId: resourceId = '' } = await client.send(
    new CreateRestApiCommand({ name: 'recorded' }),
  );
  const key = { restApiId, resourceId, httpMethod: 'GET' };
  await client.send(new PutMethodCommand({ ...key, authorizationType: 'NONE' }));
  await client.send(new PutIntegrationCommand({ ...key, type: 'MOCK' }));
  return key;
}

test('takes an authorization type in small letters', async () => {
  const { restApiId, resourceId } = await mocked();
  const put = new PutMethodCommand({ restApiId, resourceId, httpMethod: 'PUT', authorizationType: 'none' });
  expect(await client.send(put)).toMatchObject({ authorizationType: 'NONE' });
});

test('shows an empty template of a response as null', async () => {
  const key = await mocked();
  await client.send(new PutMethodResponseCommand({ ...key, statusCode: '200' }));
  const put = new PutIntegrationResponseCommand({
    ...key,
    statusCode: '200',
    responseTemplates: { 'application/json': '' },
  });
  expect((await client.send(put)).responseTemplates).toEqual({ 'application/json': null });
});

test('imports documentation parts without a path at the root', async () => {
  const { restApiId } = await mocked();
  const documentationParts = [
    { location: { type: 'METHOD', method: 'GET' }, properties: { description: 'm' } },
    { location: { type: 'API' }, properties: { description: 'a' } },
  ];
  const body = Buffer.from(
    JSON.stringify({ 'x-amazon-apigateway-documentation': { version: '1', documentationParts } }),
  );
  await client.send(new ImportDocumentationPartsCommand({ restApiId, body }));
  const { items = [] } = await client.send(new GetDocumentationPartsCommand({ restApiId }));
  expect(items.map(({ location }) => location)).toEqual([
    { path: '/', type: 'METHOD', method: 'GET' },
    { type: 'API' },
  ]);
});

test('keeps a private API, which cannot be deployed without a resource policy and answers nobody', async () => {
  const make = (ipAddressType?: 'ipv4') =>
    client.send(
      new CreateRestApiCommand({
        name: 'private',
        endpointConfiguration: { types: ['PRIVATE'], ipAddressType },
      }),
    );
  await expect(make('ipv4')).rejects.toMatchObject(
    refused('Only dualstack ipAddressType is supported for Private APIs.'),
  );
  expect((await make()).endpointConfiguration).toEqual({ types: ['PRIVATE'], ipAddressType: 'dualstack' });

  const { restApiId } = await mocked();
  await client.send(new CreateDeploymentCommand({ restApiId, stageName: 'test' }));
  const patch = (path: string, value: string) =>
    client.send(new UpdateRestApiCommand({ restApiId, patchOperations: [{ op: 'replace', path, value }] }));
  await patch('/endpointConfiguration/types/EDGE', 'PRIVATE');
  await expect(patch('/endpointConfiguration/ipAddressType', 'ipv4')).rejects.toMatchObject(
    refused('Only dualstack ipAddressType is supported for Private APIs.'),
  );
  await expect(
    client.send(new CreateDeploymentCommand({ restApiId, stageName: 'test' })),
  ).rejects.toMatchObject(refused("Private REST API doesn't have a resource policy attached to it"));
  expect(await rawRequest(engine.port, { path: `/_aws/execute-api/${restApiId}/test/` })).toMatchObject({
    status: 403,
    body: '{"message":"Forbidden"}',
  });
});

test('refuses a stage with a documentation version that is not there; the words are a guess', async () => {
  const { restApiId } = await mocked();
  const { id: deploymentId } = await client.send(new CreateDeploymentCommand({ restApiId }));
  const create = new CreateStageCommand({
    restApiId,
    deploymentId,
    stageName: 's',
    documentationVersion: 'v1',
  });
  await expect(client.send(create)).rejects.toMatchObject({ name: 'BadRequestException' });
});

test('takes the compression size from a definition and writes it into an export', async () => {
  const extension = 'x-amazon-apigateway-minimum-compression-size';
  const document = {
    openapi: '3.0.1',
    info: { title: 'c', version: '1' },
    paths: {
      '/': { get: { responses: {}, 'x-amazon-apigateway-integration': { type: 'mock' } } },
    },
    [extension]: 1024,
  };
  const api = await client.send(new ImportRestApiCommand({ body: Buffer.from(JSON.stringify(document)) }));
  expect(api.minimumCompressionSize).toBe(1024);
  const restApiId = api.id ?? '';
  await client.send(new CreateDeploymentCommand({ restApiId, stageName: 'test' }));
  const { body = new Uint8Array() } = await client.send(
    new GetExportCommand({
      restApiId,
      stageName: 'test',
      exportType: 'oas30',
      parameters: { extensions: 'apigateway' },
    }),
  );
  expect(JSON.parse(Buffer.from(body).toString())).toMatchObject({ [extension]: 1024 });
});

test('names the trace in the answer of a function, and not in that of a mock', async () => {
  engine.functions.set('traced', () => ({ statusCode: 200 }));
  const withFunction = await createOneMethod(client, {
    pathPart: 'a',
    httpMethod: 'GET',
    integration: { type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri: functionUri('traced') },
  });
  const withMock = await createOneMethod(client, {
    pathPart: 'a',
    httpMethod: 'GET',
    integration: { type: 'MOCK', requestTemplates: { 'application/json': '{"statusCode": 200}' } },
    answers: { 200: [] },
    responses: [{ statusCode: '200' }],
  });
  const root = 'Root=1-3152b799-8954dae64eda91bc9a23a7e8';
  const ask = async (base: string, trace: string) => {
    const headers = { 'X-Amzn-Trace-Id': trace };
    return (await rawRequest(engine.port, { path: `${base}/a`, headers })).headers['x-amzn-trace-id'];
  };
  const whole = `${root};Parent=7fa8c0f79203be72;Sampled=1`;
  expect(await ask(withFunction, whole)).toBe(whole);
  expect(await ask(withFunction, root)).toMatch(new RegExp(`^${root};Parent=[0-9a-f]{16};Sampled=0$`));
  expect(await ask(withMock, root)).toBeUndefined();
});

test('lists no VPC links, and finds none', async () => {
  expect((await client.send(new GetVpcLinksCommand({}))).items).toEqual([]);
  const vpcLinkId = 'abcdef';
  const gone = { name: 'NotFoundException', message: 'Invalid Vpc Link identifier specified' };
  await expect(client.send(new GetVpcLinkCommand({ vpcLinkId }))).rejects.toMatchObject(gone);
  await expect(client.send(new DeleteVpcLinkCommand({ vpcLinkId }))).rejects.toMatchObject(gone);
  const patchOperations = [{ op: 'replace' as const, path: '/name', value: 'x' }];
  await expect(client.send(new UpdateVpcLinkCommand({ vpcLinkId, patchOperations }))).rejects.toMatchObject(
    gone,
  );
});

test('shows a level of logging among the settings of methods only once it is set', async () => {
  const { restApiId } = await mocked();
  await client.send(new CreateDeploymentCommand({ restApiId, stageName: 'one' }));
  const settingsWith = async (path: string, value: string) => {
    const patchOperations = [{ op: 'replace' as const, path, value }];
    const stage = await client.send(new UpdateStageCommand({ restApiId, stageName: 'one', patchOperations }));
    return stage.methodSettings?.['*/*'];
  };
  const settings = await settingsWith('/*/*/caching/enabled', 'true');
  expect(settings).toMatchObject({ cachingEnabled: true, metricsEnabled: false });
  expect(settings).not.toHaveProperty('loggingLevel');
  expect(await settingsWith('/*/*/logging/loglevel', 'OFF')).toMatchObject({ loggingLevel: 'OFF' });
});
