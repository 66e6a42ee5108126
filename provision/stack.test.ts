import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateDeploymentCommand,
  CreateResourceCommand,
  DeleteGatewayResponseCommand,
  GetDeploymentsCommand,
  GetResourcesCommand,
  GetRestApisCommand,
  PutMethodCommand,
  UpdateAuthorizerCommand,
  UpdateIntegrationCommand,
  UpdateMethodCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import { DescribeLogGroupsCommand, PutRetentionPolicyCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateUserPoolCommand,
  DeleteUserPoolClientCommand,
  ListUserPoolsCommand,
  UpdateUserPoolClientCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { GetRolePolicyCommand, ListRolesCommand } from '@aws-sdk/client-iam';
import {
  AddPermissionCommand,
  ListFunctionsCommand,
  RemovePermissionCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Engine, startEngine } from '../emulator/engine.ts';
import type { Clients } from './clients.ts';
import type { Outputs } from './outputs.ts';
import { renderPlan } from './reconcile/render.ts';
import { runAgainst } from './testing/run-against.ts';
import { type StackUnderTest, stackUnderTest } from './testing/stack-under-test.ts';

let engine: Engine;
let folder: string;
let aws: Clients;
let stack: StackUnderTest;

beforeAll(async () => {
  engine = await startEngine();
  aws = runAgainst(engine.endpoint).run.clients;
});
beforeEach(async () => {
  await fetch(`${engine.endpoint}/_localstack/state/reset`, { method: 'POST' });
  if (folder) await rm(folder, { recursive: true });
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-'));
  stack = stackUnderTest(engine.endpoint, folder);
});
afterAll(async () => {
  aws.destroy();
  await rm(folder, { recursive: true });
  await engine[Symbol.asyncDispose]();
});

const NOTHING = [expect.stringMatching(/^Nothing to do: \d+ resources are as declared\.$/)];

async function planned(of = stack): Promise<string[]> {
  return renderPlan(await of.plan());
}

test('an apply makes all there is; the next one asks at most once for each resource and changes nothing', async () => {
  const outputs = await stack.apply();
  expect(outputs).toMatchObject({
    target: 'embedded',
    accountId: '000000000000',
    region: 'us-east-1',
    stage: 'dev',
    tableName: 'user',
    apiKind: 'rest',
    apiUrl: `${engine.endpoint}/_aws/execute-api/${outputs.apiId}/dev`,
    originUrl: 'http://127.0.0.1:3000',
    functions: {
      postConfirmation: 'gatehouse-dev-post-confirmation',
      authorizer: 'gatehouse-dev-authorizer',
    },
  });
  stack.calls.length = 0;
  expect(await stack.apply()).toEqual(outputs);
  expect(stack.calls.filter(({ changes }) => changes)).toEqual([]);
  expect(stack.calls.length).toBeLessThanOrEqual((await stack.plan()).steps.length);
});

test('each role may do what its function needs, and nothing more', async () => {
  await stack.apply();
  const documents = await Promise.all(
    ['post-confirmation', 'authorizer'].map(async (name) => {
      const RoleName = `gatehouse-dev-${name}`;
      const policy = await aws.iam.send(
        new GetRolePolicyCommand({ RoleName, PolicyName: `${RoleName}-may` }),
      );
      return JSON.parse(decodeURIComponent(policy.PolicyDocument ?? '')).Statement;
    }),
  );
  const table = 'arn:aws:dynamodb:us-east-1:000000000000:table/user';
  const streams = (name: string) =>
    `arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/gatehouse-dev-${name}:*`;
  const write = { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'] };
  expect(documents).toEqual([
    [
      { Effect: 'Allow', Action: ['dynamodb:PutItem', 'dynamodb:GetItem'], Resource: table },
      { ...write, Resource: streams('post-confirmation') },
    ],
    [
      { Effect: 'Allow', Action: ['dynamodb:GetItem'], Resource: table },
      { ...write, Resource: streams('authorizer') },
    ],
  ]);
});

/** What can be changed behind the program's back, and the lines of the plan that find it. */
const DRIFT: [string, (at: Outputs) => Promise<unknown>, unknown[]][] = [
  [
    "the pool's trigger is removed, as an update does that leaves it out",
    ({ userPoolId: UserPoolId }) => aws.cognito.send(new UpdateUserPoolCommand({ UserPoolId })),
    ['~ user pool gatehouse-dev', expect.stringMatching(/^ {4}triggers: \{\} → \{"PostConfirmation":/)],
  ],
  [
    'the client no longer hides who exists',
    ({ userPoolId: UserPoolId, userPoolClientId: ClientId }) =>
      aws.cognito.send(
        new UpdateUserPoolClientCommand({ UserPoolId, ClientId, PreventUserExistenceErrors: 'LEGACY' }),
      ),
    ['~ user pool client gatehouse-dev', expect.stringMatching(/hidesWhoExists: "LEGACY" → "ENABLED"/)],
  ],
  [
    'the client is removed',
    ({ userPoolId: UserPoolId, userPoolClientId: ClientId }) =>
      aws.cognito.send(new DeleteUserPoolClientCommand({ UserPoolId, ClientId })),
    ['+ user pool client gatehouse-dev'],
  ],
  [
    'an environment variable is edited',
    ({ functions }) =>
      aws.lambda.send(
        new UpdateFunctionConfigurationCommand({
          FunctionName: functions.authorizer,
          Environment: { Variables: { TABLE_NAME: 'other' } },
        }),
      ),
    ['~ function gatehouse-dev-authorizer', '    environment TABLE_NAME: "other" → "user"'],
  ],
  [
    'Cognito may no longer invoke its trigger',
    ({ functions }) =>
      aws.lambda.send(
        new RemovePermissionCommand({ FunctionName: functions.postConfirmation, StatementId: 'user-pool' }),
      ),
    ['+ permission to invoke gatehouse-dev-post-confirmation'],
  ],
  [
    'somebody else may invoke the authorizer',
    ({ functions }) =>
      aws.lambda.send(
        new AddPermissionCommand({
          FunctionName: functions.authorizer,
          StatementId: 'back-door',
          Action: 'lambda:InvokeFunction',
          Principal: 's3.amazonaws.com',
        }),
      ),
    [
      '~ permission to invoke gatehouse-dev-authorizer',
      expect.stringMatching(/statement back-door: .* → \(none\)/),
    ],
  ],
  [
    'lines are kept for another time',
    () =>
      aws.logs.send(
        new PutRetentionPolicyCommand({
          logGroupName: '/aws/lambda/gatehouse-dev-authorizer',
          retentionInDays: 1,
        }),
      ),
    ['~ log group /aws/lambda/gatehouse-dev-authorizer', '    retentionDays: 1 → 14'],
  ],
  [
    "a method's authorizer is switched off",
    async ({ apiId }) => switchOff(apiId),
    [
      '~ method ANY /{proxy+}',
      expect.stringMatching(/^ {4}authorization: "NONE" → "CUSTOM"/),
      expect.stringMatching(/^ {4}authorizer: \(none\) → "/),
    ],
  ],
  [
    "a method's authorizer is switched off, and that is deployed",
    async ({ apiId, stage }) => {
      await switchOff(apiId);
      await aws.apigateway.send(new CreateDeploymentCommand({ restApiId: apiId, stageName: stage }));
    },
    [
      '~ method ANY /{proxy+}',
      expect.stringMatching(/authorization/),
      expect.stringMatching(/authorizer/),
      '~ stage dev',
      expect.stringMatching(/^ {4}deployment: "\w+" → "\w+"/),
    ],
  ],
  [
    'requests go elsewhere',
    async ({ apiId }) => {
      const resourceId = await resourceAt(apiId, '/');
      await aws.apigateway.send(
        new UpdateIntegrationCommand({
          restApiId: apiId,
          resourceId,
          httpMethod: 'ANY',
          patchOperations: [{ op: 'replace', path: '/uri', value: 'http://127.0.0.1:9/' }],
        }),
      );
    },
    ['~ integration ANY /', '    uri: "http://127.0.0.1:9/" → "http://127.0.0.1:3000/"'],
  ],
  [
    'a path is added that nobody guards',
    async ({ apiId }) => {
      const parentId = await resourceAt(apiId, '/');
      const { id: resourceId } = await aws.apigateway.send(
        new CreateResourceCommand({ restApiId: apiId, parentId, pathPart: 'open' }),
      );
      await aws.apigateway.send(
        new PutMethodCommand({ restApiId: apiId, resourceId, httpMethod: 'GET', authorizationType: 'NONE' }),
      );
    },
    [expect.stringMatching(/^- undeclared routes of /), '    path /open: "GET NONE" → (none)'],
  ],
  [
    'the authorizer keeps its answers for an hour',
    async ({ apiId: restApiId }) => {
      const method = (await contents(restApiId)).find(({ path }) => path === '/')?.resourceMethods?.['ANY'];
      await aws.apigateway.send(
        new UpdateAuthorizerCommand({
          restApiId,
          authorizerId: method?.authorizerId,
          patchOperations: [{ op: 'replace', path: '/authorizerResultTtlInSeconds', value: '3600' }],
        }),
      );
    },
    ['~ authorizer gatehouse-dev', '    ttl: 3600 → 60'],
  ],
  [
    'the challenge is removed',
    ({ apiId: restApiId }) =>
      aws.apigateway.send(new DeleteGatewayResponseCommand({ restApiId, responseType: 'UNAUTHORIZED' })),
    ['+ gateway response UNAUTHORIZED'],
  ],
  [
    'the stage is moved to a deployment of somebody else',
    async ({ apiId: restApiId, stage }) => {
      const { id } = await aws.apigateway.send(
        new CreateDeploymentCommand({ restApiId, description: 'by hand' }),
      );
      await aws.apigateway.send(
        new UpdateStageCommand({
          restApiId,
          stageName: stage,
          patchOperations: [{ op: 'replace', path: '/deploymentId', value: id }],
        }),
      );
    },
    ['~ stage dev', expect.stringMatching(/deployment/)],
  ],
];

test.each(DRIFT)('%s: found by a plan, mended by an apply', async (_what, drift, lines) => {
  const outputs = await stack.apply();
  await drift(outputs);
  stack.calls.length = 0;
  expect((await planned()).slice(0, -1)).toEqual(lines);
  expect(stack.calls.filter(({ changes }) => changes)).toEqual([]);
  await stack.apply();
  expect(await planned()).toEqual(NOTHING);
});

test('code that was replaced or that changed is the code that runs', async () => {
  await stack.apply();
  stack.changeCode('export const handler = () => 1;');
  expect((await planned()).filter((line) => !line.startsWith(' '))).toEqual([
    '~ function gatehouse-dev-post-confirmation',
    '~ function gatehouse-dev-authorizer',
    expect.stringMatching(/^2 to update/),
  ]);
  await stack.apply();
  expect(await planned()).toEqual(NOTHING);
});

test('a change of the API is deployed, and the deployment it replaces goes', async () => {
  const { apiId: restApiId } = await stack.apply();
  const moved = stackUnderTest(engine.endpoint, folder, { ORIGIN_URL: 'http://127.0.0.1:3001' });
  expect((await planned(moved)).filter((line) => !line.startsWith(' '))).toEqual([
    '~ integration ANY /',
    '~ integration ANY /{proxy+}',
    expect.stringMatching(/^\+ deployment [0-9a-f]{16}$/),
    '~ stage dev',
    `- superseded deployments of ${restApiId}`,
    expect.stringMatching(/^1 to create, 3 to update, 1 to delete/),
  ]);
  await moved.apply();
  expect(await planned(moved)).toEqual(NOTHING);
  expect((await aws.apigateway.send(new GetDeploymentsCommand({ restApiId }))).items).toHaveLength(1);
});

test('a secret is never shown, not even when it changes', async () => {
  await stack.apply();
  const other = stackUnderTest(engine.endpoint, folder, { ORIGIN_SECRET: 'another-secret-of-the-test' });
  const lines = await planned(other);
  expect(lines).toContain('    integration.request.header.x-origin-secret: (secret) → (secret)');
  expect(lines.join('\n')).not.toMatch(/secret-of-the-test/);
});

test('two stages live side by side; destroying one leaves the other, and what is not its own', async () => {
  await aws.cognito.send(new CreateUserPoolCommand({ PoolName: 'somebody-elses' }));
  const otherFolder = await mkdtemp(join(tmpdir(), 'gatehouse-'));
  const other = stackUnderTest(engine.endpoint, otherFolder, { STAGE: 'blue' });
  await stack.apply();
  await other.apply();
  await stack.destroy();
  expect(await planned(other)).toEqual(NOTHING);
  await other.destroy();
  await rm(otherFolder, { recursive: true });
  expect(await everything()).toEqual(['somebody-elses']);
});

test('destroying what is gone is success, and so is destroying what is half gone', async () => {
  await stack.destroy();
  const { userPoolId: UserPoolId } = await stack.apply();
  await aws.cognito.send(
    new DeleteUserPoolClientCommand({ UserPoolId, ClientId: (await stack.apply()).userPoolClientId }),
  );
  await stack.destroy();
  expect(await everything()).toEqual([]);
});

test('without its outputs file the stack is found by names and tags', async () => {
  const outputs = await stack.apply();
  await rm(join(folder, 'outputs.json'));
  expect(await planned()).toEqual(NOTHING);
  expect(await stack.apply()).toEqual(outputs);
});

test('a pool of the same name without the tags is left alone, and named', async () => {
  await aws.cognito.send(new CreateUserPoolCommand({ PoolName: 'gatehouse-dev' }));
  await expect(stack.apply()).rejects.toThrow(
    /^user pool gatehouse-dev is there and does not carry the tags/,
  );
  expect(await everything()).toEqual(['gatehouse-dev']);
});

async function contents(restApiId: string) {
  return (await aws.apigateway.send(new GetResourcesCommand({ restApiId, embed: ['methods'] }))).items ?? [];
}

async function resourceAt(restApiId: string, wanted: string): Promise<string> {
  return (await contents(restApiId)).find(({ path }) => path === wanted)?.id ?? '';
}

async function switchOff(restApiId: string): Promise<void> {
  const resourceId = await resourceAt(restApiId, '/{proxy+}');
  await aws.apigateway.send(
    new UpdateMethodCommand({
      restApiId,
      resourceId,
      httpMethod: 'ANY',
      patchOperations: [{ op: 'replace', path: '/authorizationType', value: 'NONE' }],
    }),
  );
}

/** The names of all there is in the account. */
async function everything(): Promise<(string | undefined)[]> {
  const [apis, pools, tables, roles, functions, groups] = await Promise.all([
    aws.apigateway.send(new GetRestApisCommand({})),
    aws.cognito.send(new ListUserPoolsCommand({ MaxResults: 60 })),
    aws.dynamodb.send(new ListTablesCommand({})),
    aws.iam.send(new ListRolesCommand({})),
    aws.lambda.send(new ListFunctionsCommand({})),
    aws.logs.send(new DescribeLogGroupsCommand({})),
  ]);
  return [
    ...(apis.items ?? []).map(({ name }) => name),
    ...(pools.UserPools ?? []).map(({ Name }) => Name),
    ...(tables.TableNames ?? []),
    ...(roles.Roles ?? []).map(({ RoleName }) => RoleName),
    ...(functions.Functions ?? []).map(({ FunctionName }) => FunctionName),
    ...(groups.logGroups ?? []).map(({ logGroupName }) => logGroupName),
  ];
}
