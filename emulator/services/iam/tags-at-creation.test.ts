import { APIGatewayClient, CreateRestApiCommand } from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client, CreateApiCommand, CreateStageCommand } from '@aws-sdk/client-apigatewayv2';
import { CreatePolicyCommand, CreateRoleCommand, CreateUserCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { type Engine, startEngine } from '../../engine.ts';
import { ACCOUNT, allows, clientOptions, makeRole, sessionOf, trusts } from './testing/account.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
beforeEach(async () => {
  await fetch(`${engine.endpoint}/_localstack/state/reset`, { method: 'POST' });
});
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
});

test('checks the permission to tag beside the one to create', async () => {
  await makeRole(engine, 'caller', allows(['iam:Create*', 'lambda:CreateFunction', 'iam:PassRole']));
  const options = clientOptions(engine, await sessionOf(engine, 'caller'));
  const [caller, lambda] = [new IAMClient(options), new LambdaClient(options)];
  const Tags = [{ Key: 'app', Value: 'x' }];
  const AssumeRolePolicyDocument = trusts({ Service: 'lambda.amazonaws.com' });
  await caller.send(new CreateRoleCommand({ RoleName: 'bare', AssumeRolePolicyDocument }));
  const denied = (action: string, resource: string) =>
    expect.objectContaining({
      message:
        `User: arn:aws:sts::${ACCOUNT}:assumed-role/caller/session is not authorized to perform: ${action} ` +
        `on resource: ${resource} because no identity-based policy allows the ${action} action`,
    });
  await expect(
    caller.send(new CreateRoleCommand({ RoleName: 'new', AssumeRolePolicyDocument, Tags })),
  ).rejects.toEqual(denied('iam:TagRole', `arn:aws:iam::${ACCOUNT}:role/new`));
  await expect(caller.send(new CreateUserCommand({ UserName: 'new', Tags }))).rejects.toEqual(
    denied('iam:TagUser', `arn:aws:iam::${ACCOUNT}:user/new`),
  );
  await expect(
    caller.send(new CreatePolicyCommand({ PolicyName: 'new', PolicyDocument: allows('s3:*'), Tags })),
  ).rejects.toEqual(denied('iam:TagPolicy', 'policy new'));
  await expect(
    lambda.send(
      new CreateFunctionCommand({
        FunctionName: 'new',
        Role: `arn:aws:iam::${ACCOUNT}:role/bare`,
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Code: { ZipFile: zipSync({ 'index.mjs': strToU8('export const handler = () => 1;') }) },
        Tags: { app: 'x' },
      }),
    ),
  ).rejects.toEqual(denied('lambda:TagResource', `arn:aws:lambda:us-east-1:${ACCOUNT}:function:new`));
  caller.destroy();
  lambda.destroy();
});

test('checks the permissions to tag for an API and a stage, each its own', async () => {
  await makeRole(engine, 'caller', allows('apigateway:POST'));
  const options = clientOptions(engine, await sessionOf(engine, 'caller'));
  const [rest, http] = [new APIGatewayClient(options), new ApiGatewayV2Client(options)];
  await rest.send(new CreateRestApiCommand({ name: 'bare' }));
  const tags = { app: 'x' };
  const encoded = 'arn%3Aaws%3Aapigateway%3Aus-east-1%3A%3A%2Frestapis%2F*';
  await expect(rest.send(new CreateRestApiCommand({ name: 'tagged', tags }))).rejects.toThrow(
    `apigateway:PUT on resource: arn:aws:apigateway:us-east-1::/tags/${encoded} because`,
  );
  const { ApiId } = await http.send(new CreateApiCommand({ Name: 'bare', ProtocolType: 'HTTP' }));
  await http.send(new CreateStageCommand({ ApiId, StageName: 'bare' }));
  await expect(http.send(new CreateStageCommand({ ApiId, StageName: 'tagged', Tags: tags }))).rejects.toThrow(
    `apigateway:TagResource on resource: arn:aws:apigateway:us-east-1::/apis/${ApiId}/stages because`,
  );
  rest.destroy();
  http.destroy();
});
