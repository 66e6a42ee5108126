import { expect, test } from '@jest/globals';
import { startWithFunctions } from '../../testing/engine-with-functions.ts';
import { createOneMethod } from '../../testing/one-method.ts';
import { startOrigin } from '../../testing/origin.ts';
import { rawRequest } from '../../testing/raw-request.ts';
import type { Exchange } from '../exchange.ts';
import { renderTemplate } from '../template/render-template.ts';

test('lets a template override headers, path and query, and see the caller', async () => {
  await using origin = await startOrigin();
  await using engine = await startWithFunctions();
  const base = await createOneMethod(engine.client, {
    pathPart: '{id}',
    httpMethod: 'POST',
    method: { requestParameters: { 'method.request.path.id': true } },
    integration: {
      type: 'HTTP',
      integrationHttpMethod: 'POST',
      uri: `${origin.url}/pets/{id}`,
      requestParameters: {
        'integration.request.path.id': 'method.request.path.id',
        'integration.request.querystring.a': "'mapped'",
        'integration.request.querystring.b': "'mapped'",
      },
      requestTemplates: {
        'application/json':
          '#set($context.requestOverride.path.id = "over ridden")' +
          '#set($context.requestOverride.querystring.a = "x&y")' +
          '#set($context.requestOverride.header.X-Over = "yes")' +
          '{"ip":"$context.identity.sourceIp","user":"$context.identity.user","agent":"$context.identity.userAgent"}',
      },
    },
    answers: { 200: [] },
    responses: [{ statusCode: '200' }],
  });
  const headers = { 'User-Agent': 'curl' };
  expect(await rawRequest(engine.port, { method: 'POST', path: `${base}/7`, headers })).toMatchObject({
    status: 200,
  });
  expect(origin.seen[0]).toMatchObject({
    url: '/pets/over%20ridden?b=mapped&a=x%26y',
    body: '{"ip":"127.0.0.1","user":"","agent":"curl"}',
    headers: { 'x-over': 'yes' },
  });
});

test('passes a body unchanged through an empty template', async () => {
  await using origin = await startOrigin();
  await using engine = await startWithFunctions();
  const templates = { 'application/json': '' };
  const base = await createOneMethod(engine.client, {
    pathPart: 'a',
    httpMethod: 'POST',
    integration: {
      type: 'HTTP',
      integrationHttpMethod: 'POST',
      uri: origin.url,
      requestTemplates: templates,
      passthroughBehavior: 'NEVER',
    },
    answers: { 200: [] },
    responses: [{ statusCode: '200', responseTemplates: templates }],
  });
  const answer = await rawRequest(engine.port, { method: 'POST', path: `${base}/a`, body: '{"as":"it is"}' });
  expect(answer).toMatchObject({ status: 200, body: '{"from":"origin"}' });
  expect(origin.seen[0]?.body).toBe('{"as":"it is"}');
});

/** A request of which templates see little. */
const exchange = {
  request: { rawHeaders: [], socket: {}, headers: {}, httpVersion: '1.1' },
  stage: { variables: {} },
  startedAt: 0,
  pathParameters: {},
} as unknown as Exchange;

test('shows a template the claims of a user pool’s token, and the authorizer’s context', () => {
  const authorizer = {
    principalId: 'ada',
    context: { 'claims.sub': 'ada', 'claims.cognito:groups': 'a,b' },
    claims: { claims: { sub: 'ada', 'cognito:groups': 'a,b' } },
    cached: false,
  };
  const template =
    "$context.authorizer.principalId $context.authorizer.claims.sub $context.authorizer.claims['cognito:groups']";
  expect(renderTemplate({ ...exchange, authorizer }, template, '')).toBe('ada ada a,b');
});

test.each([
  ["$util.urlEncode('a b&c=d/é*~')", 'a+b%26c%3Dd%2F%C3%A9*%7E'],
  ["$util.urlDecode('a+b%26c')", 'a b&c'],
  ["$util.base64Encode('é')", 'w6k='],
  ["$util.base64Decode('w6k=')", 'é'],
  [`$util.escapeJavaScript("it's")`, "it\\'s"],
  ['$util.parseJson(\'{"a":{"b":1}}\').a.b', '1'],
])('computes %s', (template, text) => {
  expect(renderTemplate(exchange, template, '')).toBe(text);
});
