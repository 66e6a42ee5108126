import {
  APIGatewayClient,
  CreateDeploymentCommand,
  CreateRestApiCommand,
  GetResourcesCommand,
  GetStagesCommand,
  PutIntegrationCommand,
  PutMethodCommand,
} from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client, CreateApiCommand } from '@aws-sdk/client-apigatewayv2';
import {
  CreateBackupCommand,
  CreateTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeContributorInsightsCommand,
  DescribeKinesisStreamingDestinationCommand,
  DescribeLimitsCommand,
  DynamoDBClient,
  GetResourcePolicyCommand,
  ListBackupsCommand,
  ListExportsCommand,
  ListGlobalTablesCommand,
  ListImportsCommand,
  UpdateContinuousBackupsCommand,
  UpdateContributorInsightsCommand,
} from '@aws-sdk/client-dynamodb';
import {
  GetFunctionCodeSigningConfigCommand,
  GetFunctionRecursionConfigCommand,
  GetProvisionedConcurrencyConfigCommand,
  GetRuntimeManagementConfigCommand,
  ListCodeSigningConfigsCommand,
  ListProvisionedConcurrencyConfigsCommand,
  PutFunctionRecursionConfigCommand,
  PutRuntimeManagementConfigCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type LambdaBench, openLambdaBench } from './lambda/testing/lambda-bench.ts';

let bench: LambdaBench;
let dynamodb: DynamoDBClient;
let rest: APIGatewayClient;
let http: ApiGatewayV2Client;
beforeAll(async () => {
  bench = await openLambdaBench();
  const access = {
    endpoint: bench.engine.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
  dynamodb = new DynamoDBClient(access);
  rest = new APIGatewayClient(access);
  http = new ApiGatewayV2Client(access);
  await dynamodb.send(
    new CreateTableCommand({
      TableName: 'users',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    }),
  );
  await bench.create('f', 'export const handler = async () => 1;');
});
afterAll(async () => {
  for (const client of [dynamodb, rest, http]) client.destroy();
  await bench[Symbol.asyncDispose]();
});

const without = ({ $metadata, ...rest }: { $metadata: unknown } & object) => rest;
const TableName = 'users';
const TABLE_ARN = 'arn:aws:dynamodb:us-east-1:000000000000:table/users';

test('DynamoDB says "off" about features that tables do not have', async () => {
  const backups = {
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: 'ENABLED',
      PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'DISABLED' },
    },
  };
  expect(without(await dynamodb.send(new DescribeContinuousBackupsCommand({ TableName })))).toEqual(backups);
  const off = { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false } };
  expect(without(await dynamodb.send(new UpdateContinuousBackupsCommand({ TableName, ...off })))).toEqual(
    backups,
  );
  const on = { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } };
  await expect(dynamodb.send(new UpdateContinuousBackupsCommand({ TableName, ...on }))).rejects.toMatchObject(
    {
      name: 'NotImplementedException',
    },
  );
  await expect(
    dynamodb.send(new DescribeContinuousBackupsCommand({ TableName: 'nobody' })),
  ).rejects.toMatchObject({ name: 'TableNotFoundException', message: 'Table not found: nobody' });
  expect(without(await dynamodb.send(new DescribeContributorInsightsCommand({ TableName })))).toEqual({
    TableName,
    ContributorInsightsStatus: 'DISABLED',
  });
  expect(without(await dynamodb.send(new DescribeKinesisStreamingDestinationCommand({ TableName })))).toEqual(
    {
      TableName,
      KinesisDataStreamDestinations: [],
    },
  );
  await expect(dynamodb.send(new GetResourcePolicyCommand({ ResourceArn: TABLE_ARN }))).rejects.toMatchObject(
    {
      name: 'PolicyNotFoundException',
    },
  );
  await expect(
    dynamodb.send(new DescribeContributorInsightsCommand({ TableName: 'nobody' })),
  ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  expect(without(await dynamodb.send(new ListBackupsCommand({})))).toEqual({ BackupSummaries: [] });
  expect(without(await dynamodb.send(new ListExportsCommand({})))).toEqual({ ExportSummaries: [] });
  expect(without(await dynamodb.send(new ListImportsCommand({})))).toEqual({ ImportSummaryList: [] });
  expect(without(await dynamodb.send(new ListGlobalTablesCommand({})))).toEqual({ GlobalTables: [] });
  expect(await dynamodb.send(new DescribeLimitsCommand({}))).toMatchObject({
    AccountMaxReadCapacityUnits: 80_000,
  });
});

test('DynamoDB turns contributor insights off again at once (a guess), and refuses to turn them on', async () => {
  const update = (ContributorInsightsAction: 'ENABLE' | 'DISABLE', more = {}) =>
    dynamodb.send(new UpdateContributorInsightsCommand({ TableName, ContributorInsightsAction, ...more }));
  expect(without(await update('DISABLE'))).toEqual({ TableName, ContributorInsightsStatus: 'DISABLED' });
  await expect(update('ENABLE')).rejects.toMatchObject({
    name: 'NotImplementedException',
    message: expect.stringContaining('UpdateContributorInsights: ContributorInsightsAction ENABLE'),
  });
  await expect(update('DISABLE', { TableName: 'nobody' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('DynamoDB refuses backups by name', async () => {
  await expect(
    dynamodb.send(new CreateBackupCommand({ TableName, BackupName: 'backup' })),
  ).rejects.toMatchObject({
    name: 'NotImplementedException',
    message: expect.stringContaining('CreateBackup'),
  });
});

test('Lambda says "off" about features that functions do not have', async () => {
  const { client } = bench;
  const f = { FunctionName: 'f' };
  expect(without(await client.send(new GetFunctionCodeSigningConfigCommand(f)))).toEqual(f);
  expect(without(await client.send(new GetFunctionRecursionConfigCommand(f)))).toEqual({
    RecursiveLoop: 'Terminate',
  });
  const recurse = (RecursiveLoop: 'Terminate' | 'Allow') =>
    client.send(new PutFunctionRecursionConfigCommand({ ...f, RecursiveLoop }));
  expect(await recurse('Terminate')).toMatchObject({ RecursiveLoop: 'Terminate' });
  await expect(recurse('Allow')).rejects.toMatchObject({ name: 'NotImplementedException' });
  expect(await client.send(new GetRuntimeManagementConfigCommand(f))).toMatchObject({
    UpdateRuntimeOn: 'Auto',
  });
  await client.send(new PutRuntimeManagementConfigCommand({ ...f, UpdateRuntimeOn: 'Auto' }));
  await expect(
    client.send(new PutRuntimeManagementConfigCommand({ ...f, UpdateRuntimeOn: 'FunctionUpdate' })),
  ).rejects.toMatchObject({ name: 'NotImplementedException' });
  expect(without(await client.send(new ListProvisionedConcurrencyConfigsCommand(f)))).toEqual({
    ProvisionedConcurrencyConfigs: [],
  });
  await expect(
    client.send(new GetProvisionedConcurrencyConfigCommand({ ...f, Qualifier: '1' })),
  ).rejects.toMatchObject({
    name: 'ProvisionedConcurrencyConfigNotFoundException',
    $metadata: expect.objectContaining({ httpStatusCode: 404 }),
  });
  expect(without(await client.send(new ListCodeSigningConfigsCommand({})))).toEqual({
    CodeSigningConfigs: [],
  });
  await expect(
    client.send(new GetFunctionCodeSigningConfigCommand({ FunctionName: 'nobody' })),
  ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('API Gateway accepts explicit defaults, as Terraform sends them', async () => {
  const { ApiKeySelectionExpression } = await http.send(
    new CreateApiCommand({
      Name: 'a',
      ProtocolType: 'HTTP',
      ApiKeySelectionExpression: '$request.header.x-api-key',
    }),
  );
  expect(ApiKeySelectionExpression).toBe('$request.header.x-api-key');
  await expect(
    http.send(
      new CreateApiCommand({
        Name: 'a',
        ProtocolType: 'HTTP',
        ApiKeySelectionExpression: '$context.authorizer.usageIdentifierKey',
      }),
    ),
  ).rejects.toMatchObject({ name: 'NotImplementedException' });
  const { id: restApiId } = await rest.send(new CreateRestApiCommand({ name: 'a' }));
  const { items } = await rest.send(new GetResourcesCommand({ restApiId }));
  const method = { restApiId, resourceId: items?.[0]?.id, httpMethod: 'GET' };
  await rest.send(new PutMethodCommand({ ...method, authorizationType: 'NONE' }));
  await rest.send(new PutIntegrationCommand({ ...method, type: 'MOCK' }));
  await rest.send(
    new CreateDeploymentCommand({
      restApiId,
      stageName: '',
      stageDescription: '',
      description: '',
      variables: {},
    }),
  );
  expect((await rest.send(new GetStagesCommand({ restApiId }))).item ?? []).toEqual([]);
});
