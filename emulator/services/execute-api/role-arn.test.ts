import {
  APIGatewayClient,
  CreateAuthorizerCommand,
  CreateDeploymentCommand,
  CreateRestApiCommand,
  PutIntegrationCommand,
  PutMethodCommand,
} from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client, CreateApiCommand, CreateIntegrationCommand } from '@aws-sdk/client-apigatewayv2';
import {
  CreateRoleCommand,
  DeleteRolePolicyCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { ACCOUNT, allows, clientOptions, makeRole, sessionOf, trusts } from '../iam/testing/account.ts';
import { type LambdaBench, openLambdaBench } from '../lambda/testing/lambda-bench.ts';

const ROLE = `arn:aws:iam::${ACCOUNT}:role/invoker`;
const uriOf = (name: string) =>
  `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:${ACCOUNT}:function:${name}/invocations`;

let bench: LambdaBench;
let client: APIGatewayClient;
let iam: IAMClient;
beforeAll(async () => {
  bench = await openLambdaBench();
  client = new APIGatewayClient(clientOptions(bench.engine));
  iam = new IAMClient(clientOptions(bench.engine));
  await bench.create('f', 'export const handler = async () => ({ statusCode: 200, body: "fine" });');
  await bench.create(
    'auth',
    `export const handler = async ({ methodArn }) => ({
      principalId: 'p',
      policyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: methodArn }] },
    });`,
  );
});
beforeEach(() => grant(['f', 'auth']));
afterAll(async () => {
  client.destroy();
  iam.destroy();
  await bench[Symbol.asyncDispose]();
});

let made = false;

/** Lets the role `invoker` invoke these functions, and no other. */
async function grant(functions: string[]): Promise<void> {
  if (!made) {
    const AssumeRolePolicyDocument = trusts({ Service: 'apigateway.amazonaws.com' });
    await iam.send(new CreateRoleCommand({ RoleName: 'invoker', AssumeRolePolicyDocument }));
    made = true;
  }
  const arns = functions.map((name) => `arn:aws:lambda:us-east-1:${ACCOUNT}:function:${name}`);
  const policy = { RoleName: 'invoker', PolicyName: 'may' };
  if (arns.length === 0) await iam.send(new DeleteRolePolicyCommand(policy));
  else
    await iam.send(
      new PutRolePolicyCommand({ ...policy, PolicyDocument: allows('lambda:InvokeFunction', arns) }),
    );
}

/** `GET /` of a REST API on the function `f` behind the authorizer `auth`, both by the role; returns what it answers. */
async function deployed(credentials: string | undefined = ROLE) {
  const { id: restApiId = '', rootResourceId: resourceId } = await client.send(
    new CreateRestApiCommand({ name: 'by-role' }),
  );
  const { id: authorizerId } = await client.send(
    new CreateAuthorizerCommand({
      restApiId,
      name: 'auth',
      type: 'TOKEN',
      authorizerUri: uriOf('auth'),
      authorizerCredentials: credentials,
      identitySource: 'method.request.header.Authorization',
      authorizerResultTtlInSeconds: 0,
    }),
  );
  const key = { restApiId, resourceId, httpMethod: 'GET' };
  await client.send(new PutMethodCommand({ ...key, authorizationType: 'CUSTOM', authorizerId }));
  const integration = await client.send(
    new PutIntegrationCommand({
      ...key,
      type: 'AWS_PROXY',
      integrationHttpMethod: 'POST',
      uri: uriOf('f'),
      credentials,
    }),
  );
  expect(integration.credentials).toBe(credentials);
  await client.send(new CreateDeploymentCommand({ restApiId, stageName: 'test' }));
  const url = `${bench.engine.endpoint}/_aws/execute-api/${restApiId}/test/`;
  return async () => {
    const response = await fetch(url, { headers: { Authorization: 'x' } });
    return [response.status, await response.text()];
  };
}

test('invokes functions by a role that may, whatever their own policies say', async () => {
  const get = await deployed();
  expect(await get()).toEqual([200, 'fine']);
});

test.each([
  [['auth'], [500, '{"message": "Internal server error"}']],
  [['f'], [500, '{"message":null}']],
  [[], [500, '{"message":null}']],
])('answers 500 if the role may invoke only %j', async (functions, answer) => {
  const get = await deployed();
  await grant(functions);
  expect(await get()).toEqual(answer);
});

test('answers 500 if API Gateway may not assume the role', async () => {
  await makeRole(bench.engine, 'ours', allows('lambda:InvokeFunction'));
  const get = await deployed(`arn:aws:iam::${ACCOUNT}:role/ours`);
  expect(await get()).toEqual([500, '{"message":null}']);
});

test('checks iam:PassRole, and rejects an ARN that is no role of the account', async () => {
  await makeRole(bench.engine, 'maker', allows('apigateway:*'));
  const options = clientOptions(bench.engine, await sessionOf(bench.engine, 'maker'));
  const [rest, http] = [new APIGatewayClient(options), new ApiGatewayV2Client(options)];
  const { id: restApiId } = await rest.send(new CreateRestApiCommand({ name: 'x' }));
  const authorizer = { restApiId, name: 'a', type: 'TOKEN' as const, authorizerUri: uriOf('auth') };
  const source = { identitySource: 'method.request.header.Authorization' };
  const create = (by: APIGatewayClient, authorizerCredentials: string) =>
    by.send(new CreateAuthorizerCommand({ ...authorizer, ...source, authorizerCredentials }));
  await expect(create(rest, ROLE)).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining('iam:PassRole'),
  });
  await expect(create(client, 'arn:aws:iam::111111111111:role/other')).rejects.toMatchObject({
    name: 'BadRequestException',
    message: 'Invalid ARN specified in the request',
  });
  await expect(create(client, 'arn:aws:iam::*:user/*')).rejects.toMatchObject({
    name: 'NotImplementedException',
  });
  const { ApiId } = await http.send(new CreateApiCommand({ Name: 'x', ProtocolType: 'HTTP' }));
  await expect(
    http.send(
      new CreateIntegrationCommand({
        ApiId,
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: uriOf('f'),
        PayloadFormatVersion: '2.0',
        CredentialsArn: ROLE,
      }),
    ),
  ).rejects.toMatchObject({ message: expect.stringContaining('iam:PassRole') });
  rest.destroy();
  http.destroy();
});

test('invokes an HTTP API’s function by a role', async () => {
  const http = new ApiGatewayV2Client(clientOptions(bench.engine));
  const { ApiId } = await http.send(
    new CreateApiCommand({ Name: 'x', ProtocolType: 'HTTP', Target: uriOf('f'), CredentialsArn: ROLE }),
  );
  const get = async () => {
    const response = await fetch(`${bench.engine.endpoint}/_aws/execute-api/${ApiId}/$default/`);
    return response.status;
  };
  expect(await get()).toBe(200);
  await grant(['auth']);
  expect(await get()).toBe(500);
  http.destroy();
});
