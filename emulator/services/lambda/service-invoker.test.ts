import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { defaultConfig } from '../../config.ts';
import { createRouteConnections } from '../../edge/doors/route-connections.ts';
import { createEventBus } from '../../edge/events.ts';
import type { ChangeSource } from '../../edge/interfaces/change-source.ts';
import type { EngineContext } from '../../edge/interfaces/engine-context.ts';
import type { FunctionInvocation } from '../../edge/interfaces/function-invoker.ts';
import type { Module } from '../../edge/interfaces/service-module.ts';
import type { Call } from '../../edge/operation.ts';
import { systemClock } from '../../store/clock.ts';
import { systemRandom } from '../../store/random.ts';
import { createStores } from '../../store/stores.ts';
import { createIam } from '../iam/iam.ts';
import { createLambda, type Lambda } from './lambda.ts';
import { zipOf } from './testing/lambda-bench.ts';

const ARN = 'arn:aws:lambda:us-east-1:000000000000:function:f';
const context: EngineContext = {
  config: defaultConfig,
  realism: defaultConfig.realism,
  clock: systemClock,
  random: systemRandom,
  events: createEventBus((error) => {
    throw error;
  }),
  stores: createStores(),
  routes: createRouteConnections(),
  folder: () => undefined,
  endpoint: () => 'http://127.0.0.1:9',
};
const call: Call = {
  requestId: 'r',
  traceId: 'Root=1-00000000-000000000000000000000000',
  region: 'us-east-1',
  accountId: '000000000000',
  principal: { kind: 'root', accountId: '000000000000', arn: 'arn:aws:iam::000000000000:root', userId: '0' },
  signal: new AbortController().signal,
  host: '',
  sourceIp: '127.0.0.1',
  userAgent: '',
  requestKeys: () => ({}),
  about: () => undefined,
  authorize: () => undefined,
};
let lambda: Lambda;

async function run(module: Module, name: string, input: object): Promise<object> {
  const operation = module.services[0]?.operations[name];
  if (!operation) throw new Error(`There is no ${name}.`);
  return operation.run(input, call);
}

beforeAll(async () => {
  const iam = createIam(context);
  const changes: ChangeSource = {
    exists: () => false,
    latest: () => '',
    read: async () => [],
    watch: () => () => undefined,
  };
  const logs = { write: () => undefined };
  lambda = await createLambda(context, { authority: iam.authority, changes, logs });
  const trust = {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ],
  };
  await run(iam, 'CreateRole', { RoleName: 'r', AssumeRolePolicyDocument: JSON.stringify(trust) });
  await run(lambda, 'CreateFunction', {
    FunctionName: 'f',
    Runtime: 'nodejs20.x',
    Handler: 'index.handler',
    Role: 'arn:aws:iam::000000000000:role/r',
    Code: {
      ZipFile: zipOf(
        "export const handler = async (event) => { if (event.fail) throw new Error('no'); return event; };",
      ),
    },
  });
  await run(lambda, 'AddPermission', {
    FunctionName: 'f',
    StatementId: 's',
    Action: 'lambda:InvokeFunction',
    Principal: 'apigateway.amazonaws.com',
    SourceArn: 'arn:aws:execute-api:us-east-1:000000000000:api/*',
    SourceAccount: '000000000000',
  });
});
afterAll(async () => {
  await lambda.dispose?.();
});

const allowed: FunctionInvocation = {
  functionArn: ARN,
  invokedBy: 'apigateway.amazonaws.com',
  sourceArn: 'arn:aws:execute-api:us-east-1:000000000000:api/stage/GET/x',
  sourceAccount: '000000000000',
  payload: '{"n":1}',
  traceId: call.traceId,
};

test('invokes a function for an allowed service, and returns a failure as an answer', async () => {
  expect(await lambda.invoker.invoke(allowed)).toEqual({ requestId: expect.any(String), payload: '{"n":1}' });
  const failed = await lambda.invoker.invoke({ ...allowed, payload: '{"fail":true}' });
  expect(failed.functionError).toBe('Unhandled');
  expect(JSON.parse(failed.payload)).toMatchObject({ errorType: 'Error', errorMessage: 'no' });
});

test.each<[string, Partial<FunctionInvocation>]>([
  ['another service', { invokedBy: 'cognito-idp.amazonaws.com' }],
  ['another source', { sourceArn: 'arn:aws:execute-api:us-east-1:000000000000:other/x' }],
  ['another account', { sourceAccount: '111111111111' }],
])('rejects %s', async (_title, changes) => {
  await expect(lambda.invoker.invoke({ ...allowed, ...changes })).rejects.toMatchObject({
    code: 'AccessDeniedException',
    message: expect.stringContaining('is not authorized to perform: lambda:InvokeFunction on resource: '),
  });
});

test('answers 404 for an unknown function', async () => {
  await expect(lambda.invoker.invoke({ ...allowed, functionArn: `${ARN}x` })).rejects.toMatchObject({
    code: 'ResourceNotFoundException',
    message: `Function not found: ${ARN}x`,
  });
});
