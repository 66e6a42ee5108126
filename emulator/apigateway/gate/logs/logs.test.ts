import { APIGatewayClient, UpdateAccountCommand, UpdateStageCommand } from '@aws-sdk/client-api-gateway';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { expect, test } from '@jest/globals';
import { startEngine } from '../../../engine.ts';
import { createOneMethod } from '../../testing/one-method.ts';
import { rawRequest } from '../../testing/raw-request.ts';

test('a stage writes access and execution logs once the account has a role for it', async () => {
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
