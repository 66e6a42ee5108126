import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  GetAuthorizersCommand,
  GetResourcesCommand,
  PutMethodCommand,
  UpdateAuthorizerCommand,
  UpdateMethodCommand,
} from '@aws-sdk/client-api-gateway';
import {
  CreateRouteCommand,
  GetAuthorizersCommand as GetHttpAuthorizersCommand,
  GetRoutesCommand,
  UpdateAuthorizerCommand as UpdateHttpAuthorizerCommand,
  UpdateRouteCommand,
} from '@aws-sdk/client-apigatewayv2';
import { AddPermissionCommand, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
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
  stack = stackUnderTest(engine.endpoint, folder, { API: 'both' });
  outputs = await stack.apply();
});
afterAll(async () => {
  aws.destroy();
  await rm(folder, { recursive: true });
  await engine[Symbol.asyncDispose]();
});

const SCOPE = 'aws.cognito.signin.user.admin';

/** What can drift in the credential's routes, and the plan's lines about it. */
const DRIFT: [string, (at: Outputs) => Promise<unknown>, unknown][] = [
  [
    'a method takes id tokens, since it has no scopes any more',
    ({ apiId }) => patchMethod(apiId, { op: 'remove', path: '/authorizationScopes', value: SCOPE }),
    ['~ method POST /credential/rotate', `    scopes: [] → ["${SCOPE}"]`],
  ],
  [
    'a method takes tokens of another scope too',
    ({ apiId }) => patchMethod(apiId, { op: 'add', path: '/authorizationScopes', value: 'people/read' }),
    ['~ method POST /credential/rotate', `    scopes: ["${SCOPE}","people/read"] → ["${SCOPE}"]`],
  ],
  [
    'a method asks nobody',
    ({ apiId }) =>
      patchMethod(
        apiId,
        { op: 'replace', path: '/authorizationType', value: 'NONE' },
        { op: 'remove', path: '/authorizationScopes', value: SCOPE },
      ),
    expect.arrayContaining([
      '~ method POST /credential/rotate',
      expect.stringMatching(/^ {4}authorization: "NONE" → "COGNITO_USER_POOLS"/),
      expect.stringMatching(/^! method POST \/credential\/rotate has no authorizer/),
    ]),
  ],
  [
    'a method is added to a path of ours',
    async ({ apiId }) =>
      aws.apigateway.send(
        new PutMethodCommand({
          restApiId: apiId,
          resourceId: await resourceAt(apiId, '/credential'),
          httpMethod: 'PUT',
          authorizationType: 'NONE',
        }),
      ),
    [
      expect.stringMatching(/^- undeclared routes of /),
      '    PUT /credential: "NONE" → (none)',
      expect.stringMatching(/^! method PUT \/credential has no authorizer/),
    ],
  ],
  [
    'another pool’s tokens are good too',
    async ({ apiId, accountId }) => {
      const { items = [] } = await aws.apigateway.send(new GetAuthorizersCommand({ restApiId: apiId }));
      const { id } = items.find(({ name }) => name === 'gatehouse-dev-people') ?? {};
      const value = `arn:aws:cognito-idp:us-east-1:${accountId}:userpool/us-east-1_other`;
      const patchOperations = [{ op: 'add' as const, path: '/providerARNs', value }];
      await aws.apigateway.send(
        new UpdateAuthorizerCommand({ restApiId: apiId, authorizerId: id, patchOperations }),
      );
    },
    [
      '~ pool authorizer gatehouse-dev-people',
      expect.stringMatching(/^ {4}pools: \["[^"]+","[^"]+"\] → \["[^"]+"\]$/),
    ],
  ],
  [
    'an older credential counts for a week',
    ({ functions, userPoolId }) =>
      aws.lambda.send(
        new UpdateFunctionConfigurationCommand({
          FunctionName: functions.credential,
          Environment: {
            Variables: {
              TABLE_NAME: 'user',
              USER_POOL_ID: userPoolId,
              NODE_OPTIONS: '--enable-source-maps',
              CREDENTIAL_GRACE: '604800',
            },
          },
        }),
      ),
    ['~ function gatehouse-dev-credential', '    environment CREDENTIAL_GRACE: "604800" → "0"'],
  ],
  [
    'another API may invoke the function, with claims of its own making',
    ({ functions }) =>
      aws.lambda.send(
        new AddPermissionCommand({
          FunctionName: functions.credential,
          StatementId: 'back-door',
          Action: 'lambda:InvokeFunction',
          Principal: 'apigateway.amazonaws.com',
        }),
      ),
    [
      '~ permission to invoke gatehouse-dev-credential',
      expect.stringMatching(/statement back-door: .* → \(none\)/),
    ],
  ],
  [
    'a route takes id tokens, since it has no scopes any more',
    async (at) => {
      const { ApiId, RouteId } = await rotateRoute(at);
      await aws.apigatewayv2.send(new UpdateRouteCommand({ ApiId, RouteId, AuthorizationScopes: [] }));
    },
    ['~ route POST /credential/rotate', `    scopes: [] → ["${SCOPE}"]`],
  ],
  [
    'a route asks nobody',
    async (at) => {
      const { ApiId, RouteId } = await rotateRoute(at);
      await aws.apigatewayv2.send(new UpdateRouteCommand({ ApiId, RouteId, AuthorizationType: 'NONE' }));
    },
    expect.arrayContaining([
      '~ route POST /credential/rotate',
      expect.stringMatching(/^ {4}authorization: "NONE" → "JWT"/),
      '! route POST /credential/rotate has no authorizer: it is open to everybody.',
    ]),
  ],
  [
    'a route is added beside ours',
    async (at) => {
      const { ApiId, Target } = await rotateRoute(at);
      await aws.apigatewayv2.send(new CreateRouteCommand({ ApiId, RouteKey: 'PUT /credential', Target }));
    },
    [
      expect.stringMatching(/^- undeclared routes of /),
      '    route PUT /credential: "NONE" → (none)',
      '! route PUT /credential has no authorizer: it is open to everybody.',
    ],
  ],
  [
    'tokens of another client are good too',
    async ({ httpApi, userPoolClientId, userPoolId }) => {
      const ApiId = httpApi?.apiId;
      const { Items = [] } = await aws.apigatewayv2.send(new GetHttpAuthorizersCommand({ ApiId }));
      const { AuthorizerId } = Items.find(({ Name }) => Name === 'gatehouse-dev-people') ?? {};
      const JwtConfiguration = {
        Issuer: `https://cognito-idp.us-east-1.amazonaws.com/${userPoolId}`,
        Audience: [userPoolClientId, 'zz-another'],
      };
      await aws.apigatewayv2.send(new UpdateHttpAuthorizerCommand({ ApiId, AuthorizerId, JwtConfiguration }));
    },
    [
      '~ JWT authorizer gatehouse-dev-people',
      expect.stringMatching(/^ {4}audience: \["[^"]+","zz-another"\] → \["[^"]+"\]$/),
    ],
  ],
];

test.each(DRIFT)('finds by a plan and fixes by an apply: %s', async (_what, drift, lines) => {
  await drift(outputs);
  expect(renderPlan(await stack.plan()).slice(0, -1)).toEqual(lines);
  // An apply ends only when a plan finds nothing to do.
  outputs = await stack.apply();
});

async function resourceAt(restApiId: string, wanted: string): Promise<string> {
  const { items = [] } = await aws.apigateway.send(new GetResourcesCommand({ restApiId }));
  return items.find(({ path }) => path === wanted)?.id ?? '';
}

async function patchMethod(
  restApiId: string,
  ...patchOperations: { op: 'add' | 'remove' | 'replace'; path: string; value: string }[]
): Promise<void> {
  const resourceId = await resourceAt(restApiId, '/credential/rotate');
  await aws.apigateway.send(
    new UpdateMethodCommand({ restApiId, resourceId, httpMethod: 'POST', patchOperations }),
  );
}

async function rotateRoute({ httpApi }: Outputs) {
  const ApiId = httpApi?.apiId;
  const { Items = [] } = await aws.apigatewayv2.send(new GetRoutesCommand({ ApiId }));
  const { RouteId, Target } = Items.find(({ RouteKey }) => RouteKey === 'POST /credential/rotate') ?? {};
  return { ApiId, RouteId, Target };
}
