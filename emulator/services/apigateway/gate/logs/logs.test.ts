import { APIGatewayClient, UpdateAccountCommand, UpdateStageCommand } from '@aws-sdk/client-api-gateway';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { expect, test } from '@jest/globals';
import { startEngine } from '../../../../engine.ts';
import { functionUri, startWithFunctions, type TestEngine } from '../../testing/engine-with-functions.ts';
import { allow, createGatedApi } from '../../testing/gated-api.ts';
import { createOneMethod } from '../../testing/one-method.ts';
import { startOrigin } from '../../testing/origin.ts';
import { rawRequest } from '../../testing/raw-request.ts';

test('writes access and execution logs once the account has a role for them', async () => {
  await using engine = await startEngine();
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const options = { endpoint: engine.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 };
  const client = new APIGatewayClient(options);
  const iam = new IAMClient(options);
  const logs = new CloudWatchLogsClient(options);
  const base = await createOneMethod(client, {
    pathPart: 'a',
    httpMethod: 'GET',
    integration: { type: 'MOCK', requestTemplates: { 'application/json': '{"statusCode": 200}' } },
    answers: { 200: [] },
    responses: [{ statusCode: '200' }],
  });
  const restApiId = base.split('/')[3];
  const update = (...patches: [string, string][]) =>
    client.send(
      new UpdateStageCommand({
        restApiId,
        stageName: 'test',
        patchOperations: patches.map(([path, value]) => ({ op: 'replace', path, value })),
      }),
    );
  await logs.send(new CreateLogGroupCommand({ logGroupName: 'access' }));
  const access: [string, string][] = [
    ['/accessLogSettings/destinationArn', 'arn:aws:logs:us-east-1:000000000000:log-group:access'],
    [
      '/accessLogSettings/format',
      '$context.requestId $context.httpMethod $context.resourcePath $context.status $context.authorizer.x',
    ],
  ];
  await expect(update(...access)).rejects.toMatchObject({
    message: 'CloudWatch Logs role ARN must be set in account settings to enable logging',
  });
  const role = async (RoleName: string, Service: string) => {
    const Statement = { Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' };
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    return (await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }))).Role?.Arn ?? '';
  };
  const setRole = (value: string) =>
    client.send(
      new UpdateAccountCommand({ patchOperations: [{ op: 'replace', path: '/cloudwatchRoleArn', value }] }),
    );
  await expect(setRole(await role('other', 'lambda.amazonaws.com'))).rejects.toMatchObject({
    message: expect.stringContaining('grant trust permission for API Gateway'),
  });
  await setRole(await role('logger', 'apigateway.amazonaws.com'));
  await expect(update(['/accessLogSettings/format', 'no id'])).rejects.toMatchObject({
    name: 'BadRequestException',
  });
  expect(await update(...access, ['/*/*/logging/loglevel', 'INFO'])).toMatchObject({
    methodSettings: { '*/*': { loggingLevel: 'INFO' } },
  });

  const answer = await rawRequest(engine.port, { path: `${base}/a` });
  await rawRequest(engine.port, { path: `${base}/nobody` });
  const id = answer.headers['x-amzn-requestid'];
  const read = async (logGroupName: string) =>
    (await logs.send(new FilterLogEventsCommand({ logGroupName }))).events?.map(({ message }) => message);
  expect(await read('access')).toEqual([
    `${id} GET /a 200 -`,
    expect.stringMatching(/^[0-9a-f-]{36} GET - 403 -$/),
  ]);
  expect(await read(`API-Gateway-Execution-Logs_${restApiId}/test`)).toEqual(
    expect.arrayContaining([
      `(${id}) Starting execution for request: ${id}`,
      `(${id}) HTTP Method: GET, Resource Path: /a`,
      `(${id}) Method completed with status: 200`,
    ]),
  );
  for (const each of [client, iam, logs]) each.destroy();
});

test('logs AWS’s documented variables of the authorizer, the checks, the endpoint and the failure', async () => {
  await using origin = await startOrigin((request, response) => {
    const status = request.url === '/slow' ? 0 : 203;
    if (status > 0) response.writeHead(status, { 'x-amzn-RequestId': 'endpoint-id' }).end('{}');
  });
  await using engine = await startWithFunctions();
  engine.functions.set('auth', (event: { methodArn: string; authorizationToken: string }) => {
    if (event.authorizationToken === 'broken') throw new Error('The table is gone');
    if (event.authorizationToken === 'denied') return allow(event, {}, 'arn:aws:s3:::x');
    return allow(event, { 'a.b': 'dotted', status: 'of the function' });
  });
  const { base, apiId } = await createGatedApi(engine.client, {
    originUrl: origin.url,
    timeoutInMillis: 1000,
  });
  const line = await accessLogged(engine, apiId);
  const get = async (path: string, Authorization?: string) => {
    await rawRequest(engine.port, { path: base + path, headers: Authorization ? { Authorization } : {} });
    return line();
  };
  const number = expect.stringMatching(/^\d+$/);
  const latencies = { authorizerLatency: number, authorizerIntegrationLatency: number };
  expect(await get('/a', 'good')).toEqual({
    ...latencies,
    status: '203',
    principal: 'someone',
    dotted: 'dotted',
    // The function's values override the known ones.
    authorizerStatus: 'of the function',
    authorizerError: '-',
    authorizerIntegrationStatus: '200',
    authorizerRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    authorizeStatus: '200',
    authorizeError: '-',
    authenticateStatus: '-',
    integrationStatus: '203',
    integrationStatusOfService: '203',
    integrationRequestId: 'endpoint-id',
    endpointRequestId: 'endpoint-id',
    integrationError: '-',
    errorType: '-',
    endpointType: 'REGIONAL',
    deploymentId: expect.stringMatching(/^[a-z0-9]{6}$/),
    unknown: '-',
  });
  expect(await get('/slow', 'good')).toMatchObject({
    status: '504',
    integrationStatus: '-',
    integrationError: 'Execution failed due to a timeout error',
    errorType: 'INTEGRATION_TIMEOUT',
  });
  expect(await get('/a', 'denied')).toMatchObject({
    status: '403',
    authorizerStatus: '200',
    authorizeStatus: '403',
    authorizeError: 'User is not authorized to access this resource',
    errorType: 'ACCESS_DENIED',
    integrationStatus: '-',
  });
  expect(await get('/a', 'broken')).toMatchObject({
    ...latencies,
    status: '500',
    authorizerStatus: '500',
    authorizerError: 'Execution failed due to configuration error: Authorizer error',
    authorizerIntegrationStatus: '200',
    authorizeStatus: '-',
  });
  expect(await get('/a')).toMatchObject({
    status: '401',
    authorizerStatus: '401',
    authorizerError: 'Unauthorized',
    authorizerIntegrationStatus: '-',
  });
});

test('tells Lambda’s status and the function’s status apart in an access log', async () => {
  await using engine = await startWithFunctions();
  engine.functions.set('f', () => ({ statusCode: 418, body: '' }));
  const base = await createOneMethod(engine.client, {
    pathPart: 'a',
    httpMethod: 'GET',
    integration: { type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri: functionUri('f') },
  });
  const line = await accessLogged(engine, base.split('/')[3] ?? '');
  await rawRequest(engine.port, { path: `${base}/a` });
  expect(await line()).toMatchObject({
    status: '418',
    integrationStatus: '418',
    integrationStatusOfService: '200',
    endpointRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    authorizerStatus: '-',
  });
});

const VARIABLES = {
  status: 'status',
  principal: 'authorizer.principalId',
  dotted: 'authorizer.a.b',
  authorizerStatus: 'authorizer.status',
  authorizerError: 'authorizer.error',
  authorizerLatency: 'authorizer.latency',
  authorizerIntegrationLatency: 'authorizer.integrationLatency',
  authorizerIntegrationStatus: 'authorizer.integrationStatus',
  authorizerRequestId: 'authorizer.requestId',
  authorizeStatus: 'authorize.status',
  authorizeError: 'authorize.error',
  authenticateStatus: 'authenticate.status',
  integrationStatus: 'integration.status',
  integrationStatusOfService: 'integration.integrationStatus',
  integrationRequestId: 'integration.requestId',
  endpointRequestId: 'awsEndpointRequestId',
  integrationError: 'integration.error',
  errorType: 'error.responseType',
  endpointType: 'endpointType',
  deploymentId: 'deploymentId',
  unknown: 'identity.apiKey',
};

/** Lets a stage log all of these; the function that comes back gives the last line, read. */
async function accessLogged(
  engine: TestEngine,
  restApiId: string,
): Promise<() => Promise<Record<string, string>>> {
  const wanted = { ...VARIABLES, id: 'requestId' };
  const format = JSON.stringify(
    Object.fromEntries(Object.entries(wanted).map(([name, variable]) => [name, `$context.${variable}`])),
  );
  const options = {
    endpoint: engine.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const [iam, logs] = [new IAMClient(options), new CloudWatchLogsClient(options)];
  await logs.send(new CreateLogGroupCommand({ logGroupName: 'access' }));
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName: 'logger',
      AssumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Principal: { Service: 'apigateway.amazonaws.com' },
          Action: 'sts:AssumeRole',
        },
      }),
    }),
  );
  const role = { op: 'replace', path: '/cloudwatchRoleArn', value: Role?.Arn } as const;
  await engine.client.send(new UpdateAccountCommand({ patchOperations: [role] }));
  await engine.client.send(
    new UpdateStageCommand({
      restApiId,
      stageName: 'test',
      patchOperations: [
        {
          op: 'replace',
          path: '/accessLogSettings/destinationArn',
          value: 'arn:aws:logs:us-east-1:000000000000:log-group:access',
        },
        { op: 'replace', path: '/accessLogSettings/format', value: format },
      ],
    }),
  );
  return async () => {
    const { events } = await logs.send(new FilterLogEventsCommand({ logGroupName: 'access' }));
    const { id: _id, ...line } = JSON.parse(events?.at(-1)?.message ?? '{}') as Record<string, string>;
    return line;
  };
}
