import {
  APIGatewayClient,
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  PutIntegrationCommand,
  PutIntegrationResponseCommand,
  PutMethodCommand,
  PutMethodResponseCommand,
} from '@aws-sdk/client-api-gateway';
import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateAuthorizerCommand,
  CreateIntegrationCommand,
  CreateRouteCommand,
  CreateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import { CloudWatchLogsClient, CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { AttachRolePolicyCommand, CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  AddPermissionCommand,
  CreateFunctionCommand,
  LambdaClient,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';

/** What the requests of a soak go to. */
export interface Scene {
  readonly poolId: string;
  readonly clientId: string;
  readonly restApiId: string;
  readonly restRootId: string;
  readonly httpApiId: string;
  readonly table: string;
  readonly functionName: string;
  readonly logGroup: string;
  readonly role: string;
}

const ARN = 'arn:aws:lambda:us-east-1:000000000000:function:soak';
const URI = `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${ARN}/invocations`;
const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
    { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::000000000000:root' }, Action: 'sts:AssumeRole' },
  ],
});
/** Answers invocations with what they bring, and requests through an API with 200. Logs a line each time. */
const CODE = `export async function handler(event) {
  console.log('asked');
  return event.requestContext ? { statusCode: 200, body: 'answered' } : event;
}`;

/** Makes it all in an empty engine. */
export async function makeScene(endpoint: string): Promise<Scene> {
  const access = {
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const [iam, lambda, cognito] = [
    new IAMClient(access),
    new LambdaClient(access),
    new CognitoIdentityProviderClient(access),
  ];
  const [rest, http] = [new APIGatewayClient(access), new ApiGatewayV2Client(access)];
  const [dynamodb, logs] = [new DynamoDBClient(access), new CloudWatchLogsClient(access)];

  await iam.send(new CreateRoleCommand({ RoleName: 'soak', AssumeRolePolicyDocument: TRUST }));
  await iam.send(
    new AttachRolePolicyCommand({
      RoleName: 'soak',
      PolicyArn: 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
    }),
  );
  const role = 'arn:aws:iam::000000000000:role/soak';
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: 'soak',
      Role: role,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Code: { ZipFile: zipSync({ 'index.mjs': strToU8(CODE) }) },
    }),
  );
  await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 60, minDelay: 1 }, { FunctionName: 'soak' });
  await lambda.send(
    new AddPermissionCommand({
      FunctionName: 'soak',
      StatementId: 'apis',
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
    }),
  );

  const { UserPool } = await cognito.send(
    new CreateUserPoolCommand({ PoolName: 'soak', AutoVerifiedAttributes: ['email'] }),
  );
  const poolId = UserPool?.Id ?? '';
  const { UserPoolClient } = await cognito.send(
    new CreateUserPoolClientCommand({
      UserPoolId: poolId,
      ClientName: 'soak',
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    }),
  );
  const clientId = UserPoolClient?.ClientId ?? '';

  await dynamodb.send(
    new CreateTableCommand({
      TableName: 'soak',
      KeySchema: [
        { AttributeName: 'p', KeyType: 'HASH' },
        { AttributeName: 's', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'p', AttributeType: 'S' },
        { AttributeName: 's', AttributeType: 'N' },
      ],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  await logs.send(new CreateLogGroupCommand({ logGroupName: 'soak' }));

  const { id: restApiId, rootResourceId: restRootId = '' } = await rest.send(
    new CreateRestApiCommand({ name: 'soak' }),
  );
  const resource = async (pathPart: string) => {
    const made = await rest.send(new CreateResourceCommand({ restApiId, parentId: restRootId, pathPart }));
    const method = { restApiId, resourceId: made.id, httpMethod: 'GET' };
    await rest.send(new PutMethodCommand({ ...method, authorizationType: 'NONE' }));
    return method;
  };
  const mock = await resource('mock');
  await rest.send(new PutMethodResponseCommand({ ...mock, statusCode: '200' }));
  await rest.send(
    new PutIntegrationCommand({
      ...mock,
      type: 'MOCK',
      requestTemplates: { 'application/json': '{"statusCode": 200}' },
    }),
  );
  await rest.send(
    new PutIntegrationResponseCommand({
      ...mock,
      statusCode: '200',
      responseTemplates: {
        'application/json': '{"asked": "#foreach($n in [1..3])$input.params(\'q\')#end"}',
      },
    }),
  );
  const proxy = await resource('function');
  await rest.send(
    new PutIntegrationCommand({ ...proxy, type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri: URI }),
  );
  await rest.send(new CreateDeploymentCommand({ restApiId, stageName: 'soak' }));

  const { ApiId } = await http.send(new CreateApiCommand({ Name: 'soak', ProtocolType: 'HTTP' }));
  const { AuthorizerId } = await http.send(
    new CreateAuthorizerCommand({
      ApiId,
      Name: 'people',
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: {
        Issuer: `https://cognito-idp.us-east-1.amazonaws.com/${poolId}`,
        Audience: [clientId],
      },
    }),
  );
  const { IntegrationId } = await http.send(
    new CreateIntegrationCommand({
      ApiId,
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: ARN,
      PayloadFormatVersion: '2.0',
    }),
  );
  await http.send(
    new CreateRouteCommand({
      ApiId,
      RouteKey: 'GET /people',
      Target: `integrations/${IntegrationId}`,
      AuthorizationType: 'JWT',
      AuthorizerId,
    }),
  );
  await http.send(new CreateStageCommand({ ApiId, StageName: 'soak', AutoDeploy: true }));

  for (const client of [iam, lambda, cognito, rest, http, dynamodb, logs]) client.destroy();
  return {
    poolId,
    clientId,
    restApiId: restApiId ?? '',
    restRootId,
    httpApiId: ApiId ?? '',
    table: 'soak',
    functionName: 'soak',
    logGroup: 'soak',
    role,
  };
}
