/**
 * The tables of the API Gateway API reference, "Patch operations", for each kind of resource: the result of each operation on each path.
 */
import {
  type APIGatewayClient,
  CreateAuthorizerCommand,
  CreateDocumentationVersionCommand,
  GetResourcesCommand,
  type PatchOperation,
  PutGatewayResponseCommand,
  UpdateAccountCommand,
  UpdateAuthorizerCommand,
  UpdateDeploymentCommand,
  UpdateGatewayResponseCommand,
  UpdateIntegrationCommand,
  UpdateIntegrationResponseCommand,
  UpdateMethodCommand,
  UpdateMethodResponseCommand,
  UpdateResourceCommand,
  UpdateRestApiCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { functionUri, startWithFunctions, type TestEngine } from '../testing/engine-with-functions.ts';
import { createOneMethod } from '../testing/one-method.ts';

interface Ids {
  restApiId: string;
  resourceId: string;
  authorizerId: string;
  deploymentId: string;
}

const kinds = {
  account: (_ids: Ids, patchOperations: PatchOperation[]) => new UpdateAccountCommand({ patchOperations }),
  api: ({ restApiId }: Ids, patchOperations: PatchOperation[]) =>
    new UpdateRestApiCommand({ restApiId, patchOperations }),
  resource: ({ restApiId, resourceId }: Ids, patchOperations: PatchOperation[]) =>
    new UpdateResourceCommand({ restApiId, resourceId, patchOperations }),
  method: ({ restApiId, resourceId }: Ids, patchOperations: PatchOperation[]) =>
    new UpdateMethodCommand({ restApiId, resourceId, httpMethod: 'POST', patchOperations }),
  methodResponse: ({ restApiId, resourceId }: Ids, patchOperations: PatchOperation[]) =>
    new UpdateMethodResponseCommand({
      restApiId,
      resourceId,
      httpMethod: 'POST',
      statusCode: '200',
      patchOperations,
    }),
  integration: ({ restApiId, resourceId }: Ids, patchOperations: PatchOperation[]) =>
    new UpdateIntegrationCommand({ restApiId, resourceId, httpMethod: 'POST', patchOperations }),
  integrationResponse: ({ restApiId, resourceId }: Ids, patchOperations: PatchOperation[]) =>
    new UpdateIntegrationResponseCommand({
      restApiId,
      resourceId,
      httpMethod: 'POST',
      statusCode: '200',
      patchOperations,
    }),
  authorizer: ({ restApiId, authorizerId }: Ids, patchOperations: PatchOperation[]) =>
    new UpdateAuthorizerCommand({ restApiId, authorizerId, patchOperations }),
  gatewayResponse: ({ restApiId }: Ids, patchOperations: PatchOperation[]) =>
    new UpdateGatewayResponseCommand({ restApiId, responseType: 'UNAUTHORIZED', patchOperations }),
  deployment: ({ restApiId, deploymentId }: Ids, patchOperations: PatchOperation[]) =>
    new UpdateDeploymentCommand({ restApiId, deploymentId, patchOperations }),
  stage: ({ restApiId }: Ids, patchOperations: PatchOperation[]) =>
    new UpdateStageCommand({ restApiId, stageName: 'test', patchOperations }),
};

const refused = 'BadRequestException';
const leftOut = 'NotImplementedException';
const missing = 'NotFoundException';
type Op = NonNullable<PatchOperation['op']>;
type Row = [
  kind: keyof typeof kinds,
  op: Op,
  path: string,
  value: string | undefined,
  comesTo: object | string,
];

const header = 'method.response.header.X-Out';
const rows: Row[] = [
  ['account', 'replace', '/throttle', '1', leftOut],
  ['account', 'add', '/features', 'UsagePlans', leftOut],
  ['account', 'add', '/cloudwatchRoleArn', 'x', refused],
  ['account', 'replace', '/nothing', 'x', refused],

  ['api', 'replace', '/name', 'renamed', { name: 'renamed' }],
  ['api', 'replace', '/name', '', refused],
  ['api', 'remove', '/name', undefined, refused],
  ['api', 'replace', '/description', 'd', { description: 'd' }],
  ['api', 'replace', '/version', '2', { version: '2' }],
  ['api', 'add', '/binaryMediaTypes/image~1png', undefined, { binaryMediaTypes: ['image/png'] }],
  ['api', 'replace', '/binaryMediaTypes/image~1png', 'image/gif', { binaryMediaTypes: ['image/gif'] }],
  ['api', 'remove', '/binaryMediaTypes/image~1gif', undefined, { binaryMediaTypes: undefined }],
  ['api', 'replace', '/disableExecuteApiEndpoint', 'true', { disableExecuteApiEndpoint: true }],
  ['api', 'replace', '/disableExecuteApiEndpoint', 'false', { disableExecuteApiEndpoint: false }],
  [
    'api',
    'replace',
    '/endpointConfiguration/types/EDGE',
    'REGIONAL',
    { endpointConfiguration: { types: ['REGIONAL'] } },
  ],
  ['api', 'replace', '/endpointConfiguration/types/REGIONAL', 'GLOBAL', refused],
  ['api', 'replace', '/minimumCompressionSize', '0', { minimumCompressionSize: 0 }],
  ['api', 'replace', '/minimumCompressionSize', '', { minimumCompressionSize: undefined }],
  ['api', 'replace', '/minimumCompressionSize', '10485761', refused],
  ['api', 'remove', '/minimumCompressionSize', undefined, refused],
  [
    'api',
    'replace',
    '/endpointConfiguration/types/EDGE',
    'PRIVATE',
    { endpointConfiguration: { types: ['PRIVATE'], ipAddressType: 'dualstack' } },
  ],
  ['api', 'replace', '/apiKeySource', 'AUTHORIZER', { apiKeySource: 'AUTHORIZER' }],
  ['api', 'replace', '/apiKeySource', 'QUERY', refused],
  ['api', 'replace', '/policy', '{}', leftOut],
  ['api', 'replace', '/id', 'x', refused],

  ['resource', 'replace', '/pathPart', 'animals', { path: '/animals' }],
  ['resource', 'add', '/pathPart', 'x', refused],
  ['resource', 'replace', '/pathPart', 'a b', refused],
  ['resource', 'replace', '/parentId', 'nosuch', missing],

  ['method', 'replace', '/operationName', 'list', { operationName: 'list' }],
  ['method', 'replace', '/apiKeyRequired', 'false', { apiKeyRequired: false }],
  ['method', 'replace', '/apiKeyRequired', 'true', { apiKeyRequired: true }],
  ['method', 'replace', '/requestValidatorId', 'x', refused],
  ['method', 'replace', '/authorizationType', 'AWS_IAM', { authorizationType: 'AWS_IAM' }],
  ['method', 'replace', '/authorizationType', 'CUSTOM', refused],
  ['method', 'replace', '/authorizationType', 'MAYBE', refused],
  ['method', 'replace', '/authorizerId', 'nosuch', { authorizerId: undefined }],
  [
    'method',
    'add',
    '/requestParameters/method.request.header.X',
    'true',
    { requestParameters: { 'method.request.header.X': true } },
  ],
  [
    'method',
    'replace',
    '/requestParameters/method.request.header.X',
    'false',
    { requestParameters: { 'method.request.header.X': false } },
  ],
  [
    'method',
    'remove',
    '/requestParameters/method.request.header.X',
    undefined,
    { requestParameters: undefined },
  ],
  ['method', 'remove', '/requestParameters/method.request.header.X', undefined, missing],
  ['method', 'add', '/requestParameters/header.X', 'true', refused],
  [
    'method',
    'add',
    '/requestModels/application~1json',
    'Empty',
    { requestModels: { 'application/json': 'Empty' } },
  ],
  ['method', 'replace', '/requestModels/application~1json', 'Pet', refused],
  ['method', 'remove', '/requestModels/application~1json', undefined, { requestModels: undefined }],
  ['method', 'add', '/authorizationScopes', 'a/b', refused],
  ['method', 'replace', '/httpMethod', 'GET', refused],

  [
    'methodResponse',
    'add',
    `/responseParameters/${header}`,
    'true',
    { responseParameters: { [header]: true } },
  ],
  [
    'methodResponse',
    'replace',
    `/responseParameters/${header}`,
    'false',
    { responseParameters: { [header]: false } },
  ],
  ['methodResponse', 'remove', '/responseParameters/method.response.header.Y', undefined, missing],
  ['methodResponse', 'add', '/responseParameters/header.X', 'true', refused],
  [
    'methodResponse',
    'add',
    '/responseModels/text~1plain',
    'Error',
    { responseModels: { 'text/plain': 'Error' } },
  ],
  ['methodResponse', 'remove', '/responseModels/text~1plain', undefined, { responseModels: undefined }],
  ['methodResponse', 'replace', '/statusCode', '201', refused],

  ['integration', 'replace', '/httpMethod', 'PUT', { httpMethod: 'PUT' }],
  ['integration', 'replace', '/httpMethod', 'FETCH', refused],
  ['integration', 'replace', '/uri', 'http://127.0.0.1:9/y', { uri: 'http://127.0.0.1:9/y' }],
  ['integration', 'replace', '/uri', 'nowhere', refused],
  ['integration', 'replace', '/passthroughBehavior', 'NEVER', { passthroughBehavior: 'NEVER' }],
  ['integration', 'replace', '/passthroughBehavior', 'ALWAYS', refused],
  ['integration', 'replace', '/contentHandling', 'CONVERT_TO_TEXT', { contentHandling: 'CONVERT_TO_TEXT' }],
  ['integration', 'replace', '/timeoutInMillis', '50', { timeoutInMillis: 50 }],
  ['integration', 'replace', '/timeoutInMillis', '49', refused],
  ['integration', 'replace', '/timeoutInMillis', '29001', refused],
  ['integration', 'replace', '/timeoutInMillis', 'soon', refused],
  ['integration', 'replace', '/cacheNamespace', 'n', { cacheNamespace: 'n' }],
  [
    'integration',
    'add',
    '/requestParameters/integration.request.header.X',
    "'x'",
    { requestParameters: { 'integration.request.header.X': "'x'" } },
  ],
  ['integration', 'replace', '/requestParameters/integration.request.header.X', 'x', refused],
  [
    'integration',
    'remove',
    '/requestParameters/integration.request.header.X',
    undefined,
    { requestParameters: undefined },
  ],
  ['integration', 'add', '/requestTemplates/text~1plain', 'x', { requestTemplates: { 'text/plain': 'x' } }],
  ['integration', 'remove', '/requestTemplates/text~1plain', undefined, { requestTemplates: undefined }],
  ['integration', 'remove', '/requestTemplates/text~1plain', undefined, missing],
  ['integration', 'replace', '/credentials', 'arn:aws:iam::0:role/x', leftOut],
  ['integration', 'replace', '/connectionType', 'VPC_LINK', leftOut],
  ['integration', 'replace', '/connectionId', 'x', leftOut],
  ['integration', 'add', '/cacheKeyParameters/method.request.path.a', undefined, leftOut],
  ['integration', 'replace', '/tlsConfig/insecureSkipVerification', 'true', leftOut],
  ['integration', 'replace', '/responseTransferMode', 'STREAM', leftOut],
  ['integration', 'replace', '/type', 'MOCK', refused],

  ['integrationResponse', 'replace', '/selectionPattern', '2..', { selectionPattern: '2..' }],
  ['integrationResponse', 'replace', '/selectionPattern', '(', refused],
  [
    'integrationResponse',
    'replace',
    '/contentHandling',
    'CONVERT_TO_BINARY',
    { contentHandling: 'CONVERT_TO_BINARY' },
  ],
  [
    'integrationResponse',
    'add',
    `/responseParameters/${header}`,
    "'x'",
    { responseParameters: { [header]: "'x'" } },
  ],
  ['integrationResponse', 'add', '/responseParameters/method.response.header.Undeclared', "'x'", refused],
  [
    'integrationResponse',
    'remove',
    `/responseParameters/${header}`,
    undefined,
    { responseParameters: undefined },
  ],
  [
    'integrationResponse',
    'add',
    '/responseTemplates/text~1plain',
    'x',
    { responseTemplates: { 'text/plain': 'x' } },
  ],
  ['integrationResponse', 'remove', '/responseTemplates/a~1b', undefined, missing],

  ['authorizer', 'replace', '/name', 'renamed', { name: 'renamed' }],
  ['authorizer', 'replace', '/authType', 'oauth', { authType: 'oauth' }],
  ['authorizer', 'replace', '/authorizerUri', functionUri('g'), { authorizerUri: functionUri('g') }],
  ['authorizer', 'replace', '/authorizerUri', 'x', refused],
  ['authorizer', 'replace', '/authorizerCredentials', 'arn:aws:iam::0:role/x', refused],
  [
    'authorizer',
    'replace',
    '/authorizerCredentials',
    'arn:aws:iam::000000000000:role/x',
    { authorizerCredentials: 'arn:aws:iam::000000000000:role/x' },
  ],
  [
    'authorizer',
    'add',
    '/identitySource',
    'method.request.header.X',
    { identitySource: 'method.request.header.X' },
  ],
  ['authorizer', 'remove', '/identitySource', undefined, refused],
  ['authorizer', 'replace', '/identityValidationExpression', 'a+', { identityValidationExpression: 'a+' }],
  ['authorizer', 'replace', '/identityValidationExpression', '(', refused],
  ['authorizer', 'replace', '/authorizerResultTtlInSeconds', '3600', { authorizerResultTtlInSeconds: 3600 }],
  ['authorizer', 'replace', '/authorizerResultTtlInSeconds', '3601', refused],
  ['authorizer', 'replace', '/authorizerResultTtlInSeconds', '-1', refused],
  ['authorizer', 'add', '/providerARNs', 'x', { providerARNs: ['x'] }],
  ['authorizer', 'remove', '/providerARNs', 'x', { providerARNs: [] }],
  ['authorizer', 'add', '/name', 'x', refused],

  ['gatewayResponse', 'replace', '/statusCode', '418', { statusCode: '418' }],
  ['gatewayResponse', 'replace', '/statusCode', '99', refused],
  [
    'gatewayResponse',
    'add',
    '/responseParameters/gatewayresponse.header.X',
    "'x'",
    { responseParameters: { 'gatewayresponse.header.X': "'x'" } },
  ],
  [
    'gatewayResponse',
    'remove',
    '/responseParameters/gatewayresponse.header.X',
    undefined,
    { responseParameters: {} },
  ],
  ['gatewayResponse', 'add', '/responseParameters/header.X', "'x'", refused],
  [
    'gatewayResponse',
    'replace',
    '/responseTemplates/application~1json',
    'x',
    { responseTemplates: { 'application/json': 'x' } },
  ],
  ['gatewayResponse', 'remove', '/responseTemplates/a~1b', undefined, missing],
  ['gatewayResponse', 'replace', '/responseType', 'x', refused],

  ['deployment', 'replace', '/description', 'd', { description: 'd' }],
  ['deployment', 'remove', '/description', undefined, refused],
  ['deployment', 'replace', '/createdDate', 'x', refused],

  ['stage', 'replace', '/description', 'd', { description: 'd' }],
  ['stage', 'replace', '/deploymentId', 'nosuch', refused],
  ['stage', 'copy', '/deploymentId', undefined, leftOut],
  ['stage', 'replace', '/variables/v', 'x', { variables: { v: 'x' } }],
  ['stage', 'replace', '/variables/v', 'a b', refused],
  ['stage', 'replace', '/variables/a-b', 'x', refused],
  ['stage', 'replace', '/variables/v', 'x'.repeat(513), refused],
  ['stage', 'remove', '/variables/v', undefined, { variables: undefined }],
  ['stage', 'replace', '/cacheClusterEnabled', 'false', { cacheClusterEnabled: false }],
  ['stage', 'replace', '/cacheClusterEnabled', 'true', leftOut],
  ['stage', 'replace', '/cacheClusterSize', '0.5', leftOut],
  ['stage', 'replace', '/tracingEnabled', 'false', { tracingEnabled: false }],
  ['stage', 'replace', '/tracingEnabled', 'true', leftOut],
  ['stage', 'replace', '/clientCertificateId', 'x', leftOut],
  ['stage', 'replace', '/canarySettings/percentTraffic', '1', leftOut],
  ['stage', 'replace', '/documentationVersion', '1', { documentationVersion: '1' }],
  ['stage', 'replace', '/documentationVersion', 'nosuch', refused],
  ['stage', 'remove', '/documentationVersion', undefined, { documentationVersion: undefined }],
  ['stage', 'replace', '/*/*/metrics/enabled', 'false', { methodSettings: {} }],
  ['stage', 'replace', '/*/*/metrics/enabled', 'true', leftOut],
  ['stage', 'replace', '/*/*/logging/dataTrace', 'true', leftOut],
  [
    'stage',
    'replace',
    '/*/*/logging/loglevel',
    'OFF',
    { methodSettings: { '*/*': { loggingLevel: 'OFF' } } },
  ],
  [
    'stage',
    'replace',
    '/~1pets/GET/logging/loglevel',
    'OFF',
    { methodSettings: { '~1pets/GET': { loggingLevel: 'OFF' } } },
  ],
  ['stage', 'replace', '/*/*/logging/loglevel', 'LOUD', refused],
  ['stage', 'replace', '/*/*/logging/loglevel', 'INFO', refused],
  ['stage', 'remove', '/~1pets/GET', undefined, { methodSettings: { '*/*': { loggingLevel: 'OFF' } } }],
  ['stage', 'remove', '/*/*', undefined, { methodSettings: {} }],
  [
    'stage',
    'replace',
    '/*/*/throttling/burstLimit',
    '1',
    { methodSettings: { '*/*': expect.objectContaining({ throttlingBurstLimit: 1 }) } },
  ],
  ['stage', 'replace', '/*/*/throttling/rateLimit', 'many', refused],
  [
    'stage',
    'replace',
    '/*/*/caching/ttlInSeconds',
    '1',
    { methodSettings: { '*/*': expect.objectContaining({ cacheTtlInSeconds: 1, cachingEnabled: false }) } },
  ],
  [
    'stage',
    'replace',
    '/*/*/caching/enabled',
    'true',
    {
      cacheClusterEnabled: false,
      methodSettings: { '*/*': expect.objectContaining({ cachingEnabled: true }) },
    },
  ],
  ['stage', 'replace', '/*/*/caching/ttlInSeconds', '3601', refused],
  ['stage', 'replace', '/*/*/caching/unauthorizedCacheControlHeaderStrategy', 'x', refused],
  ['stage', 'add', '/accessLogSettings', 'x', refused],
  ['stage', 'replace', '/accessLogSettings/other', 'x', refused],
  ['stage', 'replace', '/accessLogSettings/destinationArn', '', refused],
  ['stage', 'remove', '/accessLogSettings/format', undefined, refused],
  ['stage', 'replace', '/accessLogSettings/format', 'no id', refused],
  [
    'stage',
    'replace',
    '/accessLogSettings/destinationArn',
    'arn:aws:firehose:us-east-1:000000000000:deliverystream/amazon-apigateway-x',
    leftOut,
  ],
  ['stage', 'remove', '/accessLogSettings', undefined, { accessLogSettings: undefined }],
  ['stage', 'replace', '/stageName', 'x', refused],
];

let engine: TestEngine;
let ids: Ids;

beforeAll(async () => {
  engine = await startWithFunctions();
  ids = await createAll(engine.client);
});

afterAll(async () => {
  await engine[Symbol.asyncDispose]();
});

async function createAll(client: APIGatewayClient): Promise<Ids> {
  const base = await createOneMethod(client, {
    pathPart: 'pets',
    httpMethod: 'POST',
    integration: { type: 'HTTP', integrationHttpMethod: 'POST', uri: 'http://127.0.0.1:9/x' },
    answers: { 200: [] },
    responses: [{ statusCode: '200' }],
  });
  const restApiId = base.split('/')[3] ?? '';
  await client.send(new CreateDocumentationVersionCommand({ restApiId, documentationVersion: '1' }));
  const { items } = await client.send(new GetResourcesCommand({ restApiId }));
  const { id: authorizerId = '' } = await client.send(
    new CreateAuthorizerCommand({
      restApiId,
      name: 'auth',
      type: 'TOKEN',
      authorizerUri: functionUri('f'),
      identitySource: 'method.request.header.Authorization',
    }),
  );
  await client.send(new PutGatewayResponseCommand({ restApiId, responseType: 'UNAUTHORIZED' }));
  const { deploymentId = '' } = await client.send(
    new UpdateStageCommand({ restApiId, stageName: 'test', patchOperations: [] }),
  );
  const resourceId = items?.find(({ path }) => path === '/pets')?.id ?? '';
  return { restApiId, resourceId, authorizerId, deploymentId };
}

// In order, because some rows change what others made.
test.each(rows)('%s: %s %s', async (kind, op, path, value, comesTo) => {
  const command = kinds[kind](ids, [{ op, path, value }]);
  const answer: Promise<object> = engine.client.send(command as UpdateStageCommand);
  if (typeof comesTo === 'string') await expect(answer).rejects.toMatchObject({ name: comesTo });
  else
    expect({
      ...Object.fromEntries(Object.keys(comesTo).map((key) => [key, undefined])),
      ...(await answer),
    }).toMatchObject(comesTo);
  expect(engine.defects).toEqual([]);
});
