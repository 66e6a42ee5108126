import { CreateAccessKeyCommand, CreateUserCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import {
  AddPermissionCommand,
  CreateFunctionUrlConfigCommand,
  DeleteFunctionUrlConfigCommand,
  GetFunctionUrlConfigCommand,
  ListFunctionUrlConfigsCommand,
  TagResourceCommand,
  UpdateFunctionUrlConfigCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sign } from 'aws4';
import { request as send } from 'undici';
import { type LambdaBench, openLambdaBench } from '../testing/lambda-bench.ts';

let bench: LambdaBench;
beforeAll(async () => {
  bench = await openLambdaBench();
});
afterAll(async () => {
  await bench[Symbol.asyncDispose]();
});

/** Creates a function with a URL for everybody; returns its address and host. */
async function open(
  FunctionName: string,
  source: string,
  settings: object = {},
): Promise<{ base: string; host: string; id: string }> {
  await bench.create(FunctionName, source);
  const url = await bench.client.send(
    new CreateFunctionUrlConfigCommand({ FunctionName, AuthType: 'NONE', ...settings }),
  );
  const everybody = { FunctionName, Principal: '*' };
  await bench.client.send(
    new AddPermissionCommand({
      ...everybody,
      StatementId: 'url',
      Action: 'lambda:InvokeFunctionUrl',
      FunctionUrlAuthType: 'NONE',
    }),
  );
  await bench.client.send(
    new AddPermissionCommand({
      ...everybody,
      StatementId: 'run',
      Action: 'lambda:InvokeFunction',
      InvokedViaFunctionUrl: true,
    }),
  );
  const { host, hostname } = new URL(url.FunctionUrl ?? '');
  const id = hostname.split('.')[0] ?? '';
  return { base: `${bench.engine.endpoint}/_aws/lambda-url/${id}`, host, id };
}

test('turns a request into an event of payload format 2.0, by host and by path', async () => {
  const { base, host, id } = await open('echo', 'export const handler = async (event) => event;');
  const expected = {
    version: '2.0',
    routeKey: '$default',
    rawPath: '/a/b',
    rawQueryString: 'x=1&x=2&y=%20',
    cookies: ['c=1', 'd=2'],
    headers: expect.objectContaining({
      'content-type': 'application/json',
      'x-own': 'yes',
      'x-forwarded-proto': 'http',
    }),
    queryStringParameters: { x: '1,2', y: ' ' },
    requestContext: {
      accountId: 'anonymous',
      apiId: id,
      domainName: expect.any(String),
      domainPrefix: id,
      http: {
        method: 'POST',
        path: '/a/b',
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: 'tester',
      },
      requestId: expect.any(String),
      routeKey: '$default',
      stage: '$default',
      time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
      timeEpoch: expect.any(Number),
    },
    body: '{"n":1}',
    isBase64Encoded: false,
  };
  const headers = {
    'content-type': 'application/json',
    'x-own': 'yes',
    cookie: 'c=1; d=2',
    'user-agent': 'tester',
  };
  const post = { method: 'POST', body: '{"n":1}' } as const;
  const byPath = await send(`${base}/a/b?x=1&x=2&y=%20`, { ...post, headers });
  expect(await byPath.body.json()).toEqual(expected);
  const byHost = await send(`${bench.engine.endpoint}/a/b?x=1&x=2&y=%20`, {
    ...post,
    headers: { ...headers, host },
  });
  expect(await byHost.body.json()).toEqual(expected);
  const binary = await send(base, {
    method: 'PUT',
    body: Buffer.from([0, 255]),
    headers: { 'content-type': 'image/png' },
  });
  expect(await binary.body.json()).toMatchObject({ rawPath: '/', body: 'AP8=', isBase64Encoded: true });
});

const answers: [string, string, { status: number; body: string; headers?: object }][] = [
  [
    'a whole response',
    "({ statusCode: 201, headers: { 'X-A': 'b', 'content-type': 'text/plain' }, cookies: ['a=1', 'b=2'], body: 'made' })",
    {
      status: 201,
      body: 'made',
      headers: { 'x-a': 'b', 'content-type': 'text/plain', 'set-cookie': ['a=1', 'b=2'] },
    },
  ],
  [
    'an object',
    '({ a: 1 })',
    { status: 200, body: '{"a":1}', headers: { 'content-type': 'application/json' } },
  ],
  ['text', "'plain'", { status: 200, body: 'plain', headers: { 'content-type': 'application/json' } }],
  ['bytes', "({ statusCode: 200, body: 'aGk=', isBase64Encoded: true })", { status: 200, body: 'hi' }],
  ['a status that is none', "({ statusCode: 'many' })", { status: 502, body: 'Internal Server Error' }],
  ['an error', "(() => { throw new Error('no'); })()", { status: 502, body: 'Internal Server Error' }],
];

test.each(answers)('answers %s', async (title, expression, { status, body, headers = {} }) => {
  const { base } = await open(
    `answers-${title.replaceAll(' ', '-')}`,
    `export const handler = async () => ${expression};`,
  );
  const answer = await send(base);
  expect({ status: answer.statusCode, body: await answer.body.text() }).toEqual({ status, body });
  expect(answer.headers).toMatchObject(headers);
});

const oddHeads: [string, object, { status: number; headers?: object; body: string }][] = [
  [
    'its own length, date and request id (the names are API Gateway’s)',
    { headers: { 'content-length': '5', Date: 'never', 'X-Amzn-RequestId': 'mine', Connection: 'close' } },
    {
      status: 200,
      body: 'hi',
      headers: {
        'content-length': '2',
        'x-amzn-requestid': expect.stringMatching(/^[0-9a-f-]{36}$/),
        'x-amzn-remapped-content-length': '5',
        'x-amzn-remapped-date': 'never',
        'x-amzn-remapped-x-amzn-requestid': 'mine',
        'x-amzn-remapped-connection': 'close',
      },
    },
  ],
  ['a transfer coding', { headers: { 'Transfer-Encoding': 'chunked' } }, { status: 200, body: 'hi' }],
  ['a value of two lines', { headers: { 'x-a': 'a\nb' } }, { status: 502, body: 'Internal Server Error' }],
  ['a name that is none', { headers: { 'x a': 'a' } }, { status: 502, body: 'Internal Server Error' }],
  ['a cookie of two lines', { cookies: ['a=\n'] }, { status: 502, body: 'Internal Server Error' }],
  ['a status without a body', { statusCode: 204 }, { status: 204, body: '' }],
];

test.each(oddHeads)('an answer with %s', async (title, head, { status, body, headers = {} }) => {
  const { base } = await open(
    `odd-${title.replace(/[^a-z]+/gi, '-')}`.slice(0, 60),
    `export const handler = async () => (${JSON.stringify({ statusCode: 200, body: 'hi', ...head })});`,
  );
  const answer = await send(base);
  expect({ status: answer.statusCode, body: await answer.body.text() }).toEqual({ status, body });
  expect(answer.headers).toMatchObject(headers);
});

test('rejects a request that does not fit into an event, although its bytes were fewer', async () => {
  const { base } = await open('large', 'export const handler = async (event) => event.body.length;');
  const post = (bytes: number) => send(base, { method: 'POST', body: Buffer.alloc(bytes) });
  const refused = await post(5 * 1024 * 1024);
  expect({ status: refused.statusCode, body: await refused.body.json() }).toEqual({
    status: 413,
    body: { Message: 'Request must be smaller than 6291456 bytes for the InvokeFunction operation' },
  });
  expect(await (await post(4 * 1024 * 1024)).body.text()).toBe('5592408');
});

test('reads status and headers from a stream’s prelude', async () => {
  const { base } = await open(
    'streams',
    `export const handler = awslambda.streamifyResponse(async (event, stream) => {
    const http = awslambda.HttpResponseStream.from(stream, { statusCode: 202, headers: { 'X-S': 't' } });
    http.write('in ');
    http.end('pieces');
  });`,
  );
  const answer = await send(base);
  expect({ status: answer.statusCode, s: answer.headers['x-s'], body: await answer.body.text() }).toEqual({
    status: 202,
    s: 't',
    body: 'in pieces',
  });
});

test('closes a URL without permissions, and an unknown one', async () => {
  await bench.create('shut', 'export const handler = async () => 1;');
  const { FunctionUrl } = await bench.client.send(
    new CreateFunctionUrlConfigCommand({ FunctionName: 'shut', AuthType: 'NONE' }),
  );
  const answer = await send(bench.engine.endpoint, { headers: { host: new URL(FunctionUrl ?? '').host } });
  expect(answer.statusCode).toBe(403);
  expect(answer.headers['x-amzn-errortype']).toBe('AccessDeniedException');
  expect(await answer.body.json()).toEqual({
    Message: expect.stringMatching(/^Forbidden\. For troubleshooting /),
  });
  const nowhere = await send(`${bench.engine.endpoint}/_aws/lambda-url/nowhere/`);
  expect({ status: nowhere.statusCode, body: await nowhere.body.json() }).toEqual({
    status: 403,
    body: { Message: null },
  });
});

test('requires a signature and both permissions with AWS_IAM', async () => {
  const FunctionName = 'signed';
  await bench.create(
    FunctionName,
    'export const handler = async (event) => event.requestContext.authorizer.iam.userArn;',
  );
  const { FunctionUrl } = await bench.client.send(
    new CreateFunctionUrlConfigCommand({ FunctionName, AuthType: 'AWS_IAM' }),
  );
  const { host } = new URL(FunctionUrl ?? '');
  await bench.iam.send(new CreateUserCommand({ UserName: 'caller' }));
  const { AccessKey } = await bench.iam.send(new CreateAccessKeyCommand({ UserName: 'caller' }));
  const keys = {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  };
  const call = async () => {
    const { headers = {} } = sign({ host, path: '/', service: 'lambda', region: 'us-east-1' }, keys);
    const answer = await send(bench.engine.endpoint, {
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    });
    return [answer.statusCode, await answer.body.text()];
  };
  const allow = (...Action: string[]) =>
    bench.iam.send(
      new PutUserPolicyCommand({
        UserName: 'caller',
        PolicyName: 'p',
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
        }),
      }),
    );
  expect((await send(bench.engine.endpoint, { headers: { host } })).statusCode).toBe(403);
  expect((await call())[0]).toBe(403);
  await allow('lambda:InvokeFunctionUrl');
  expect((await call())[0]).toBe(403);
  await allow('lambda:InvokeFunctionUrl', 'lambda:InvokeFunction');
  expect(await call()).toEqual([200, 'arn:aws:iam::000000000000:user/caller']);
});

test('answers preflight requests by CORS settings, and marks answers', async () => {
  const Cors = {
    AllowOrigins: ['https://a.example'],
    AllowMethods: ['GET'],
    AllowHeaders: ['x-own'],
    MaxAge: 60,
    ExposeHeaders: ['x-out'],
  };
  const { base } = await open('cors', 'export const handler = async () => 1;', { Cors });
  const asked = await send(base, {
    method: 'OPTIONS',
    headers: { origin: 'https://a.example', 'access-control-request-method': 'GET' },
  });
  expect(asked.statusCode).toBe(200);
  expect(asked.headers).toMatchObject({
    'access-control-allow-origin': 'https://a.example',
    'access-control-allow-methods': 'GET',
    'access-control-allow-headers': 'x-own',
    'access-control-max-age': '60',
  });
  await asked.body.dump();
  const answered = await send(base, { headers: { origin: 'https://a.example' } });
  expect(answered.headers).toMatchObject({
    'access-control-allow-origin': 'https://a.example',
    'access-control-expose-headers': 'x-out',
  });
  await answered.body.dump();
  const foreign = await send(base, { headers: { origin: 'https://b.example' } });
  expect(foreign.headers['access-control-allow-origin']).toBeUndefined();
  await foreign.body.dump();
});

test('replaces the function’s own CORS headers by the settings, and keeps its Vary', async () => {
  const { base } = await open(
    'own-cors',
    `export const handler = async () => ({
      statusCode: 200,
      headers: { 'access-control-allow-origin': 'https://c.example', vary: 'Accept' },
    });`,
    { Cors: { AllowOrigins: ['https://a.example'] } },
  );
  const { headers, body } = await send(base, { headers: { origin: 'https://a.example' } });
  await body.dump();
  expect(headers).toMatchObject({
    'access-control-allow-origin': 'https://a.example',
    vary: 'Accept, Origin',
  });
});

test('creates a URL once, shows, changes, lists and deletes it; a tag chooses its id', async () => {
  const FunctionName = 'settings';
  const arn = 'arn:aws:lambda:us-east-1:000000000000:function:settings';
  const { client } = bench;
  await bench.create(FunctionName, 'export const handler = async () => 1;');
  await client.send(new TagResourceCommand({ Resource: arn, Tags: { _custom_id_: 'my-own' } }));
  const created = await client.send(new CreateFunctionUrlConfigCommand({ FunctionName, AuthType: 'NONE' }));
  expect(created).toMatchObject({
    FunctionUrl: `http://my-own.lambda-url.us-east-1.localhost.localstack.cloud:${bench.engine.port}/`,
    FunctionArn: arn,
    AuthType: 'NONE',
    $metadata: { httpStatusCode: 201 },
  });
  await expect(
    client.send(new CreateFunctionUrlConfigCommand({ FunctionName, AuthType: 'NONE' })),
  ).rejects.toMatchObject({
    name: 'ResourceConflictException',
    message: `Failed to create function url config for [functionArn = ${arn}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
  });
  await client.send(
    new UpdateFunctionUrlConfigCommand({ FunctionName, AuthType: 'AWS_IAM', Cors: { AllowOrigins: ['*'] } }),
  );
  expect(await client.send(new GetFunctionUrlConfigCommand({ FunctionName }))).toMatchObject({
    AuthType: 'AWS_IAM',
    Cors: { AllowOrigins: ['*'] },
    InvokeMode: 'BUFFERED',
  });
  expect(
    (await client.send(new ListFunctionUrlConfigsCommand({ FunctionName }))).FunctionUrlConfigs,
  ).toHaveLength(1);
  await expect(
    client.send(new UpdateFunctionUrlConfigCommand({ FunctionName, InvokeMode: 'RESPONSE_STREAM' })),
  ).rejects.toMatchObject({
    name: 'NotImplementedException',
    message: 'UpdateFunctionUrlConfig: InvokeMode "RESPONSE_STREAM" is not supported by the embedded engine.',
  });
  await client.send(new DeleteFunctionUrlConfigCommand({ FunctionName }));
  await expect(client.send(new GetFunctionUrlConfigCommand({ FunctionName }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'The resource you requested does not exist.',
  });
});
