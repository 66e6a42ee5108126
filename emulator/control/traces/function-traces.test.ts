import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client, CreateApiCommand } from '@aws-sdk/client-apigatewayv2';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { AddPermissionCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { functionArn, functionUri } from '../../services/apigateway/testing/engine-with-functions.ts';
import { createOneMethod } from '../../services/apigateway/testing/one-method.ts';
import { addConfirmed, createPool, signIn } from '../../services/cognito-idp/testing/people.ts';
import { clientOptions } from '../../services/iam/testing/account.ts';
import { type LambdaBench, openLambdaBench } from '../../services/lambda/testing/lambda-bench.ts';
import type { Trace, TraceList } from './trace.ts';

let bench: LambdaBench;

beforeAll(async () => {
  bench = await openLambdaBench();
  await bench.create('page', "export const handler = async () => ({ statusCode: 201, body: 'made' });");
  for (const service of ['apigateway', 'cognito-idp'])
    await bench.client.send(
      new AddPermissionCommand({
        FunctionName: 'page',
        StatementId: service,
        Action: 'lambda:InvokeFunction',
        Principal: `${service}.amazonaws.com`,
      }),
    );
});
afterAll(async () => bench[Symbol.asyncDispose]());

async function trace(id: string): Promise<Trace> {
  const response = await fetch(`${bench.engine.endpoint}/_gatehouse/traces/${encodeURIComponent(id)}`);
  expect(response.status).toBe(200);
  return (await response.json()) as Trace;
}

/** Each span with its parent. */
function tree({ spans }: Trace): string[] {
  return spans.map(
    ({ part, parentId }) => `${part} < ${spans.find(({ id }) => id === parentId)?.part ?? '-'}`,
  );
}

test('puts a function of a REST API below its integration, with the body that it received', async () => {
  const client = new APIGatewayClient(clientOptions(bench.engine));
  const base = await createOneMethod(client, {
    pathPart: 'page',
    httpMethod: 'POST',
    integration: { type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri: functionUri('page') },
  });
  client.destroy();
  const body = '{"name":"ann","password":"hush"}';
  const response = await fetch(`${bench.engine.endpoint}${base}/page`, { method: 'POST', body });
  const found = await trace(response.headers.get('x-amzn-requestid') ?? '');
  expect(tree(found)).toEqual(['gateway < -', 'integration < gateway', 'function < integration']);
  expect(found).toMatchObject({ kind: 'gate', statusCode: 201, who: null });
  expect(found.spans[0]).toMatchObject({
    request: { body: { text: '{"name":"ann","password":"••••"}', length: body.length } },
    response: { body: { text: 'made' } },
    attributes: { 'gatehouse.decision': 'open' },
  });
  expect(found.spans[1]?.attributes['faas.invoked_name']).toBe('page');
});

test('puts a function of an HTTP API below its integration', async () => {
  const client = new ApiGatewayV2Client(clientOptions(bench.engine));
  const { ApiId } = await client.send(
    new CreateApiCommand({ Name: 'http', ProtocolType: 'HTTP', Target: functionArn('page') }),
  );
  client.destroy();
  const response = await fetch(`${bench.engine.endpoint}/_aws/execute-api/${ApiId}/$default/x`);
  expect([response.status, await response.text()]).toEqual([201, 'made']);
  const found = await trace(response.headers.get('apigw-requestid') ?? '');
  expect(tree(found)).toEqual(['gateway < -', 'integration < gateway', 'function < integration']);
  expect(found.spans[0]).toMatchObject({ statusCode: 201, response: { body: { text: 'made' } } });
});

test('traces a function invoked by itself, and says how it failed', async () => {
  await bench.create('fails', "export const handler = async () => { throw new TypeError('no room'); };");
  const { requestId = '' } = await bench.invoke('fails');
  const found = await trace(requestId);
  expect(found).toMatchObject({
    kind: 'invocation',
    title: 'Invoke fails',
    status: 'error',
    statusCode: 200,
    refusedBecause: 'The function failed: TypeError.',
  });
  expect(tree(found)).toEqual(['lambda < -', 'function < lambda']);
  expect(found.spans[1]?.logs.map(({ message }) => message).join('')).toContain('no room');
});

test('puts an asynchronous invocation into the trace of the call that caused it', async () => {
  await bench.create('later', 'export const handler = async () => 1;');
  const ended = new Promise<void>((resolve) => {
    bench.engine.context.events.subscribe('invocation', ({ functionArn: arn }) => {
      if (arn === functionArn('later')) resolve();
    });
  });
  const { requestId = '' } = await bench.invoke('later', {}, { InvocationType: 'Event', LogType: 'None' });
  await ended;
  expect(tree(await trace(requestId))).toEqual(['lambda < -', 'function < lambda']);
});

test('puts a trigger of a sign-in below the call', async () => {
  const client = new CognitoIdentityProviderClient(clientOptions(bench.engine));
  await bench.create('claims', 'export const handler = async (event) => event;');
  await bench.client.send(
    new AddPermissionCommand({
      FunctionName: 'claims',
      StatementId: 'pool',
      Action: 'lambda:InvokeFunction',
      Principal: 'cognito-idp.amazonaws.com',
    }),
  );
  const pool = await createPool({ client }, { LambdaConfig: { PreTokenGeneration: functionArn('claims') } });
  await addConfirmed({ client }, pool, 'ann@example.com');
  await signIn({ client }, pool, 'ann@example.com');
  client.destroy();
  const response = await fetch(`${bench.engine.endpoint}/_gatehouse/traces?q=InitiateAuth`);
  const { traces } = (await response.json()) as TraceList;
  expect(traces).toMatchObject([{ kind: 'call', title: 'cognito-idp InitiateAuth', status: 'ok' }]);
  const found = await trace(traces[0]?.id ?? '');
  expect(tree(found)).toEqual(['cognito < -', 'trigger < cognito']);
  expect(found.spans[1]?.name).toBe('TokenGeneration_Authentication claims');
});
