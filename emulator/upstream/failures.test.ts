import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { HeadObjectCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, test } from '@jest/globals';
import type { CallEvent } from '../edge/events.ts';
import { clientOptions } from '../services/iam/testing/account.ts';
import { answerOf, callSigned, jsonCall, openSigned, queryCall } from './testing/signed.ts';
import { engineBefore, standIn } from './testing/stand-in.ts';

const GET = { service: 's3', method: 'GET', path: '/bucket/key' };

describe('an upstream that is not there', () => {
  test('is reported in each protocol, at once, while the engine’s own services answer; and is used when it is back', async () => {
    const first = await standIn();
    await using engine = await engineBefore(first);
    expect((await callSigned(engine, GET)).status).toBe(200);
    await first[Symbol.asyncDispose]();

    const s3 = new S3Client({ ...clientOptions(engine), maxAttempts: 3, forcePathStyle: true });
    await expect(s3.send(new ListBucketsCommand({}))).rejects.toMatchObject({
      name: 'UpstreamUnavailableException',
      message: `S3: ListBuckets goes on to the upstream at ${first.url}, which does not answer (ECONNREFUSED). Start LocalStack there, or set UPSTREAM to where it is; the engine's own services go on.`,
      $metadata: expect.objectContaining({ httpStatusCode: 400, attempts: 1 }),
    });
    await expect(s3.send(new HeadObjectCommand({ Bucket: 'b', Key: 'k' }))).rejects.toMatchObject({
      $metadata: expect.objectContaining({ httpStatusCode: 400, attempts: 1 }),
    });
    s3.destroy();
    const json = await callSigned(engine, jsonCall('ssm', 'AmazonSSM.GetParameter', { Name: 'x' }));
    expect([json.status, JSON.parse(json.body)]).toEqual([
      400,
      {
        __type: 'UpstreamUnavailableException',
        message: expect.stringMatching(/^SSM: GetParameter goes on/),
      },
    ]);
    const query = await callSigned(engine, queryCall('sns', { Action: 'ListTopics', Version: '2010-03-31' }));
    expect([query.status, query.body]).toEqual([
      400,
      expect.stringMatching(/<ErrorResponse><Error><Type>Sender<\/Type><Code>UpstreamUnavailableException</),
    ]);
    const dynamodb = new DynamoDBClient(clientOptions(engine));
    expect((await dynamodb.send(new ListTablesCommand({}))).TableNames).toEqual([]);
    dynamodb.destroy();

    await using again = await standIn(first.port);
    expect((await callSigned(engine, GET)).status).toBe(200);
    expect(again.seen).toHaveLength(1);
  });

  test('is reported when it fails in the middle of an upload, and the connection can be used again', async () => {
    await using upstream = await standIn();
    await using engine = await engineBefore(upstream);
    upstream.answer = (incoming) => {
      incoming.once('data', () => incoming.socket.destroy());
    };
    const headers = { 'X-Amz-Content-Sha256': 'UNSIGNED-PAYLOAD', 'Content-Length': '2000000' };
    const sent = openSigned(engine, { ...GET, method: 'PUT', headers });
    const answer = answerOf(sent);
    sent.write(Buffer.alloc(1_000_000));
    sent.end(Buffer.alloc(1_000_000));
    expect(await answer).toMatchObject({
      status: 400,
      body: expect.stringContaining('S3: PutObject goes on to the upstream'),
    });
    upstream.answer = undefined;
    expect((await callSigned(engine, GET)).status).toBe(200);
  });

  test('breaks its answer off when it fails in the middle, so that no client takes it for whole', async () => {
    await using upstream = await standIn();
    await using engine = await engineBefore(upstream);
    upstream.answer = (_incoming, response) => {
      response.writeHead(200, { 'Content-Length': '10' });
      response.write('half.', () => response.destroy());
    };
    await expect(callSigned(engine, GET)).rejects.toThrow('aborted');
  });
});

test('a client that hangs up ends its call upstream', async () => {
  await using upstream = await standIn();
  await using engine = await engineBefore(upstream);
  const gone = new Promise<void>((resolve) => {
    upstream.answer = (_incoming, response) => {
      response.once('close', resolve);
      sent.destroy();
    };
  });
  const sent = openSigned(engine, GET);
  sent.on('error', () => undefined);
  sent.end();
  await gone;
});

test('an upstream that answers early leaves the client’s connection in step', async () => {
  await using upstream = await standIn();
  await using engine = await engineBefore(upstream);
  upstream.answer = (_incoming, response) => {
    response.writeHead(409, { 'Content-Length': '2' }).end('no');
  };
  const headers = { 'X-Amz-Content-Sha256': 'UNSIGNED-PAYLOAD', 'Content-Length': '3000000' };
  const sent = openSigned(engine, { ...GET, method: 'PUT', headers });
  const answer = answerOf(sent);
  sent.end(Buffer.alloc(3_000_000));
  expect(await answer).toMatchObject({ status: 409, body: 'no' });
});

describe('a fault rule for a service upstream', () => {
  test('fails its calls in its protocol, before or after their effect, or drops them', async () => {
    await using upstream = await standIn();
    await using engine = await engineBefore(upstream);
    const calls: CallEvent[] = [];
    using _calls = engine.context.events.subscribe('call', (event) => calls.push(event));
    const rules = [
      { id: 'a', service: 's3', operation: 'GetObject', nth: 1, error: { code: 'SlowDown', status: 503 } },
      {
        id: 'b',
        service: 's3',
        operation: 'GetObject',
        nth: 2,
        error: { code: 'InternalError', status: 500, afterEffect: true },
      },
      { id: 'c', service: 's3', nth: 3, drop: 'after' },
    ];
    const made = await fetch(`${engine.endpoint}/_gatehouse/faults`, {
      method: 'POST',
      body: JSON.stringify(rules),
    });
    expect(made.status).toBe(201);
    expect(await callSigned(engine, GET)).toMatchObject({
      status: 503,
      body: expect.stringContaining('<Code>SlowDown'),
    });
    expect(upstream.seen).toHaveLength(0);
    expect(await callSigned(engine, GET)).toMatchObject({
      status: 500,
      body: expect.stringContaining('<Code>InternalError'),
    });
    expect(upstream.seen).toHaveLength(1);
    await expect(callSigned(engine, GET)).rejects.toThrow('socket hang up');
    expect(upstream.seen).toHaveLength(2);
    expect((await callSigned(engine, GET)).status).toBe(200);
    expect(calls.map(({ status, fault }) => [status, fault])).toEqual([
      [503, 'a'],
      [500, 'b'],
      [0, 'c'],
      [200, undefined],
    ]);
  });

  test('rejects an unknown service', async () => {
    await using upstream = await standIn();
    await using engine = await engineBefore(upstream);
    const rule = JSON.stringify({ service: 's4', drop: 'before' });
    const { status } = await fetch(`${engine.endpoint}/_gatehouse/faults`, { method: 'POST', body: rule });
    expect(status).toBe(400);
  });
});

describe('what is refused by name', () => {
  const template = (kind: string) => JSON.stringify({ Resources: { x: { Type: kind, Properties: {} } } });
  const stack = (form: Record<string, string>) =>
    queryCall('cloudformation', { Action: 'CreateStack', Version: '2010-05-15', StackName: 's', ...form });
  const lambda = 'arn:aws:lambda:us-east-1:000000000000:function:f';
  const notification = `<NotificationConfiguration><CloudFunctionConfiguration><CloudFunction>${lambda}</CloudFunction></CloudFunctionConfiguration></NotificationConfiguration>`;

  test.each([
    [
      'a template with a table',
      stack({ TemplateBody: template('AWS::DynamoDB::Table') }),
      'AWS::DynamoDB::Table in a template',
    ],
    [
      'a template with a role',
      stack({ TemplateBody: 'Resources:\n  r:\n    Type: AWS::IAM::Role' }),
      'AWS::IAM::Role in a template',
    ],
    ['a template that is elsewhere', stack({ TemplateURL: 'http://x.s3.amazonaws.com/t' }), 'TemplateURL'],
    [
      'a bucket that tells a function',
      { service: 's3', method: 'PUT', path: '/b?notification', body: notification },
      lambda,
    ],
    [
      'a topic that calls a function',
      queryCall('sns', {
        Action: 'Subscribe',
        TopicArn: 't',
        Protocol: 'lambda',
        Endpoint: lambda,
        Version: '2010-03-31',
      }),
      lambda,
    ],
    [
      'a rule whose target is a function',
      jsonCall('events', 'AWSEvents.PutTargets', { Rule: 'r', Targets: [{ Id: '1', Arn: lambda }] }),
      lambda,
    ],
    [
      'a state machine that calls a function',
      jsonCall('states', 'AWSStepFunctions.CreateStateMachine', {
        name: 'm',
        definition: JSON.stringify({
          States: { a: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke' } },
        }),
      }),
      'arn:aws:states:::lambda:invoke',
    ],
  ])('%s', async (_what, call, named) => {
    await using upstream = await standIn();
    await using engine = await engineBefore(upstream);
    const answer = await callSigned(engine, call);
    expect(answer).toMatchObject({ status: 400, body: expect.stringContaining('NotImplementedException') });
    expect(answer.body).toContain(named);
    expect(upstream.seen).toEqual([]);
    const without = await callSigned(engine, stack({ TemplateBody: template('AWS::SQS::Queue') }));
    expect(without.status).toBe(200);
  });

  test('a form with a policy (POST Object)', async () => {
    await using upstream = await standIn();
    await using engine = await engineBefore(upstream);
    const form = new FormData();
    form.set('key', 'x');
    const answer = await fetch(`${engine.endpoint}/bucket`, { method: 'POST', body: form });
    expect([answer.status, await answer.text()]).toEqual([501, expect.stringContaining('POST Object')]);
  });
});

test('health says who has each service, and whether the upstream answers', async () => {
  const upstream = await standIn();
  await using engine = await engineBefore(upstream);
  upstream.answer = (incoming, response) => {
    incoming.resume();
    const services = { s3: 'running', sqs: 'available', dynamodb: 'available' };
    response.end(JSON.stringify({ services, edition: 'community', version: '4.14.0' }));
  };
  const ask = async (path: string) => (await fetch(engine.endpoint + path)).json();
  expect(await ask('/_localstack/health')).toMatchObject({
    services: { s3: 'running', sqs: 'available', dynamodb: 'running', lambda: 'running' },
  });
  expect(await ask('/_gatehouse/health')).toMatchObject({
    services: {
      s3: { by: 'upstream', state: 'running' },
      dynamodb: { by: 'engine', state: 'running' },
    },
    upstream: { url: upstream.url, reachable: true, version: '4.14.0' },
  });
  await upstream[Symbol.asyncDispose]();
  const without = (await ask('/_gatehouse/health')) as { services: object };
  expect(without).toMatchObject({ upstream: { reachable: false } });
  expect(without.services).not.toHaveProperty('s3');
});

test('keeps pages of other sites away from the upstream too', async () => {
  await using upstream = await standIn();
  await using engine = await engineBefore(upstream);
  const sent = openSigned(engine, { ...GET, headers: { Origin: 'https://evil.example' } });
  const answer = answerOf(sent);
  sent.end();
  expect((await answer).status).toBe(403);
  const own = openSigned(engine, { ...GET, headers: { Origin: 'http://localhost:3000' } });
  const allowed = answerOf(own);
  own.end();
  expect((await allowed).headers['access-control-allow-origin']).toBe('http://localhost:3000');
  expect(upstream.seen).toHaveLength(1);
});
