import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Engine, startEngine } from '../engine.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
});

const scoped = (service: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
});

async function send(
  path: string,
  init: RequestInit,
): Promise<{ status: number; type: string; body: string }> {
  const response = await fetch(`${engine.endpoint}${path}`, init);
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    body: await response.text(),
  };
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

describe('a service that the engine does not have', () => {
  test.each([
    [
      'query',
      '/',
      {
        method: 'POST',
        headers: { ...scoped('cloudformation'), ...FORM },
        body: 'Action=ListStacks&Version=2010-05-15',
      },
      /^<\?xml[^>]*>\n<ErrorResponse><Error><Type>Sender<\/Type><Code>NotImplementedException<\/Code><Message>CloudFormation: ListStacks .*AWS_ENDPOINT_URL_CLOUDFORMATION\.<\/Message><\/Error><RequestId>/,
    ],
    [
      'ec2',
      '/',
      {
        method: 'POST',
        headers: { ...scoped('ec2'), ...FORM },
        body: 'Action=DescribeVpcs&Version=2016-11-15',
      },
      /<Response><Errors><Error><Code>NotImplementedException<\/Code><Message>EC2: DescribeVpcs /,
    ],
    [
      'rest-xml of S3',
      '/bucket/key',
      { headers: scoped('s3') },
      /<Error><Code>NotImplementedException<\/Code><Message>S3: GET \/bucket\/key .*AWS_ENDPOINT_URL_S3\./,
    ],
    [
      'rest-xml of others',
      '/2013-04-01/hostedzone',
      { headers: scoped('route53') },
      /<ErrorResponse><Error><Type>Sender<\/Type><Code>NotImplementedException<\/Code><Message>Route 53: GET \/2013-04-01\/hostedzone /,
    ],
    [
      'json',
      '/',
      { method: 'POST', headers: { ...scoped('ssm'), 'x-amz-target': 'AmazonSSM.GetParameter' }, body: '{}' },
      /^\{"__type":"NotImplementedException","message":"SSM: GetParameter /,
    ],
    [
      'json of a service that shares its scope',
      '/',
      {
        method: 'POST',
        headers: {
          ...scoped('aws-marketplace'),
          'x-amz-target': 'AWSMPCommerceService_v20200301.SearchAgreements',
        },
        body: '{}',
      },
      /"message":"Marketplace Agreement: SearchAgreements .*AWS_ENDPOINT_URL_MARKETPLACE_AGREEMENT/,
    ],
    ['rest-json', '/v1/apis', { headers: scoped('appsync') }, /"message":"AppSync: GET \/v1\/apis /],
  ] as [string, string, RequestInit, RegExp][])(
    'answers in its protocol (%s), and clients do not retry',
    async (_protocol, path, init, body) => {
      const answer = await send(path, init);
      expect(answer.status).toBe(400);
      expect(answer.body).toMatch(body);
      expect(answer.type).toMatch(answer.body.startsWith('<') ? /xml/ : /json/);
    },
  );

  test('answers in CBOR when asked for it', async () => {
    const headers = {
      ...scoped('monitoring'),
      'smithy-protocol': 'rpc-v2-cbor',
      'content-type': 'application/cbor',
    };
    const response = await fetch(
      `${engine.endpoint}/service/GraniteServiceVersion20100801/operation/ListMetrics`,
      {
        method: 'POST',
        headers,
        body: new Uint8Array([0xa0]),
      },
    );
    expect(response.headers.get('content-type')).toBe('application/cbor');
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes[0]).toBe(0xa2);
    expect(bytes.toString('latin1')).toContain('NotImplementedException');
  });
});

describe('an operation that AWS does not have', () => {
  test.each([
    [
      'json',
      { method: 'POST', headers: { 'x-amz-target': 'DynamoDB_20120810.Nothing' }, body: '{}' },
      400,
      'UnknownOperationException',
    ],
    [
      'query',
      { method: 'POST', headers: { ...scoped('iam'), ...FORM }, body: 'Action=Nothing&Version=2010-05-08' },
      400,
      'InvalidAction',
    ],
    ['rest-json (a guess)', { headers: scoped('lambda') }, 403, 'Unable to determine service/operation name'],
  ] as [string, RequestInit, number, string][])(
    'gets AWS’s own error in %s',
    async (_protocol, init, status, text) => {
      const answer = await send(init.method ? '/' : '/2015-03-31/nothing', init);
      expect([answer.status, answer.body]).toEqual([status, expect.stringContaining(text)]);
    },
  );
});

test('tells a person what this is', async () => {
  const page = await send('/', { headers: { accept: 'text/html' } });
  expect(page.status).toBe(200);
  expect(page.type).toContain('text/html');
  expect(page.body).toContain('AWS_ENDPOINT_URL');
  expect((await send('/', {})).type).toContain('text/plain');
});
