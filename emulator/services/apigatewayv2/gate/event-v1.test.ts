import { expect, test } from '@jest/globals';
import { functionUri, startWithFunctions } from '../../apigateway/testing/engine-with-functions.ts';
import { allow } from '../../apigateway/testing/gated-api.ts';
import { rawRequest } from '../../apigateway/testing/raw-request.ts';
import { createHttpApi, httpClient, lambdaProxy } from '../testing/http-api.ts';

type Event = Record<string, unknown>;

test('gives payload 1.0 cookies among the headers, all repeated values, and the authorizer’s context', async () => {
  await using engine = await startWithFunctions();
  const client = httpClient(engine.endpoint);
  const { base, apiId } = await createHttpApi(client, {
    integration: lambdaProxy('1.0'),
    authorizer: {
      AuthorizerType: 'REQUEST',
      AuthorizerUri: functionUri('auth'),
      AuthorizerPayloadFormatVersion: '1.0',
      IdentitySource: ['$request.header.Authorization'],
    },
    routeKeys: ['POST /a/{id}'],
    stage: 'dev',
  });
  const asked: Event[] = [];
  engine.functions.set('auth', (event: Event) => {
    asked.push(event);
    return { ...allow({ methodArn: String(event['methodArn']) }), context: { name: 'ada', level: 2 } };
  });
  engine.functions.set('f', (event: Event) => ({ statusCode: 200, body: JSON.stringify(event) }));
  const headers = ['Host', 'h', 'Authorization', 't', 'Cookie', 'a=1; b=2', 'X-Two', '1', 'X-Two', '2'];
  const answer = await rawRequest(engine.port, {
    method: 'POST',
    path: `${base}/a/b%20c?x=1&x=2`,
    headers: [...headers, 'Transfer-Encoding', 'chunked'],
    body: 'in chunks',
  });
  const event = JSON.parse(answer.body);
  expect(event).toMatchObject({
    version: '1.0',
    resource: '/a/{id}',
    path: '/dev/a/b c',
    httpMethod: 'POST',
    headers: { cookie: 'a=1; b=2', 'x-two': '1,2', 'content-length': '9' },
    multiValueHeaders: { cookie: ['a=1; b=2'], 'x-two': ['1', '2'] },
    multiValueQueryStringParameters: { x: ['1', '2'] },
    pathParameters: { id: 'b c' },
    stageVariables: null,
    body: 'in chunks',
    isBase64Encoded: false,
    requestContext: {
      apiId,
      authorizer: { name: 'ada', level: '2', principalId: 'someone' },
      identity: { cognitoIdentityId: null, principalOrgId: null, sourceIp: '127.0.0.1' },
      stage: 'dev',
    },
  });
  expect(event.headers).not.toHaveProperty('transfer-encoding');
  const arn = `arn:aws:execute-api:us-east-1:000000000000:${apiId}/dev/POST/a/b%20c`;
  expect(asked[0]).toMatchObject({
    version: '1.0',
    type: 'REQUEST',
    methodArn: arn,
    identitySource: 't',
    authorizationToken: 't',
    headers: { cookie: 'a=1; b=2' },
  });
  // The authorizer is asked before the body arrives, whose length is not known yet.
  expect(asked[0]?.['headers']).not.toHaveProperty('content-length');
  client.destroy();
});
