import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateDeploymentCommand,
  CreateResourceCommand,
  DeleteGatewayResponseCommand,
  GetResourcesCommand,
  PutMethodCommand,
  UpdateAuthorizerCommand,
  UpdateIntegrationCommand,
  UpdateMethodCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import { PutRetentionPolicyCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  DeleteUserPoolClientCommand,
  type ExplicitAuthFlowsType,
  UpdateUserPoolClientCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import {
  AddPermissionCommand,
  RemovePermissionCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
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
let outputs: Outputs;

beforeAll(async () => {
  engine = await startEngine();
  aws = runAgainst(engine.endpoint).run.clients;
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-'));
  stack = stackUnderTest(engine.endpoint, folder);
  outputs = await stack.apply();
});
afterAll(async () => {
  aws.destroy();
  await rm(folder, { recursive: true });
  await engine[Symbol.asyncDispose]();
});

/** What can drift, and the plan's lines about it. */
const DRIFT: [string, (at: Outputs) => Promise<unknown>, unknown][] = [
  [
    "the pool's trigger is removed, as an update does that leaves it out",
    ({ userPoolId: UserPoolId }) =>
      aws.cognito.send(
        new UpdateUserPoolCommand({
          UserPoolId,
          AutoVerifiedAttributes: ['email'],
          UserPoolTags: { app: 'gatehouse', stage: 'dev' },
        }),
      ),
    expect.arrayContaining([
      '~ user pool gatehouse-dev',
      expect.stringMatching(/^ {4}triggers: \{\} → \{"PostConfirmation":/),
    ]),
  ],
  [
    'the client no longer hides who exists',
    ({ userPoolId: UserPoolId, userPoolClientId: ClientId }) =>
      aws.cognito.send(
        new UpdateUserPoolClientCommand({
          UserPoolId,
          ClientId,
          ExplicitAuthFlows,
          PreventUserExistenceErrors: 'LEGACY',
        }),
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
          Environment: { Variables: { TABLE_NAME: 'other', NODE_OPTIONS: '--enable-source-maps' } },
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
      "! method ANY /{proxy+} has no authorizer: once deployed, it is open to everybody. It also answers for every more specific path that lacks the request's method, guarded or not.",
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
      "! method ANY /{proxy+} has no authorizer: once deployed, it is open to everybody. It also answers for every more specific path that lacks the request's method, guarded or not.",
      expect.stringMatching(/^! stage dev serves deployment \w+, which is not of what it should hold\.$/),
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
    [
      expect.stringMatching(/^- undeclared routes of /),
      '    path /open: "GET NONE" → (none)',
      '! method GET /open has no authorizer: once deployed, it is open to everybody.',
    ],
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
    ['~ stage dev', expect.stringMatching(/deployment/), expect.stringMatching(/^! stage dev serves/)],
  ],
];

const ExplicitAuthFlows: ExplicitAuthFlowsType[] = [
  'ALLOW_REFRESH_TOKEN_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_USER_SRP_AUTH',
];

test.each(DRIFT)('finds by a plan and fixes by an apply: %s', async (_what, drift, lines) => {
  await drift(outputs);
  stack.calls.length = 0;
  expect(renderPlan(await stack.plan()).slice(0, -1)).toEqual(lines);
  expect(stack.calls.filter(({ changes }) => changes)).toEqual([]);
  // An apply ends only when a plan finds nothing to do.
  outputs = await stack.apply();
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
