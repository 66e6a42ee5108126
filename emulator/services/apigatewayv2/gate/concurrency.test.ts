import { expect, test } from '@jest/globals';
import { functionUri, startWithFunctions } from '../../apigateway/testing/engine-with-functions.ts';
import { startOrigin } from '../../apigateway/testing/origin.ts';
import { rawRequest } from '../../apigateway/testing/raw-request.ts';
import { createHttpApi, httpClient } from '../testing/http-api.ts';

test.each([
  ['a policy', false],
  ['the simple form', true],
])(
  'answers 200 simultaneous first requests with one credential, by %s, with no more runs than requests, then from the cache',
  async (_form, simple) => {
    await using origin = await startOrigin();
    await using engine = await startWithFunctions();
    const client = httpClient(engine.endpoint);
    let open: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    const context = { username: 'ada' };
    engine.functions.set('auth', async ({ routeArn }: { routeArn: string }) => {
      await opened;
      const stage = routeArn.split('/').slice(0, 2).join('/');
      const Statement = [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: `${stage}/*` }];
      return simple
        ? { isAuthorized: true, context }
        : { principalId: 'p', policyDocument: { Version: '2012-10-17', Statement }, context };
    });
    const { base } = await createHttpApi(client, {
      integration: {
        IntegrationType: 'HTTP_PROXY',
        IntegrationMethod: 'ANY',
        IntegrationUri: `${origin.url}/{proxy}`,
        RequestParameters: { 'overwrite:header.x-user': '$context.authorizer.username' },
      },
      authorizer: {
        AuthorizerType: 'REQUEST',
        AuthorizerUri: functionUri('auth'),
        AuthorizerPayloadFormatVersion: '2.0',
        AuthorizerResultTtlInSeconds: 300,
        EnableSimpleResponses: simple,
        IdentitySource: ['$request.header.Authorization'],
      },
      routeKeys: ['ANY /{proxy+}'],
    });
    client.destroy();
    const get = (n: number) =>
      rawRequest(engine.port, { path: `${base}/${n}`, headers: { Authorization: 'one' } });
    const asked = Array.from({ length: 200 }, (_, n) => get(n));
    // Nobody is answered before all have asked: the worst case on AWS, in which each first request runs the function.
    while (engine.runs.length < 200) await new Promise((resolve) => setImmediate(resolve));
    open();
    const answers = await Promise.all(asked);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(engine.runs).toHaveLength(200);
    expect(new Set(origin.seen.map(({ url }) => url)).size).toBe(200);
    expect(new Set(origin.seen.map(({ headers }) => headers['x-user']))).toEqual(new Set(['ada']));

    await Promise.all(Array.from({ length: 200 }, (_, n) => get(n)));
    expect(engine.runs).toHaveLength(200);
  },
);
