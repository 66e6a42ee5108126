import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import aws4 from 'aws4';
import { type Engine, startEngine } from '../../../engine.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
});

const options = (credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }) => ({
  endpoint: engine.endpoint,
  region: 'us-east-1',
  credentials,
  maxAttempts: 1,
});

test('rejects an unknown key and a wrong secret with each protocol’s code', async () => {
  const unknown = options({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' });
  await expect(new STSClient(unknown).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    name: 'InvalidClientTokenId',
    message: 'The security token included in the request is invalid.',
    $metadata: expect.objectContaining({ httpStatusCode: 403 }),
  });
  await expect(new DynamoDBClient(unknown).send(new ListTablesCommand({}))).rejects.toMatchObject({
    name: 'UnrecognizedClientException',
    $metadata: expect.objectContaining({ httpStatusCode: 400 }),
  });
  const wrong = options({ accessKeyId: 'test', secretAccessKey: 'guess' });
  await expect(new STSClient(wrong).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    name: 'SignatureDoesNotMatch',
    message: expect.stringContaining(
      'The request signature we calculated does not match the signature you provided.',
    ),
    $metadata: expect.objectContaining({ httpStatusCode: 403 }),
  });
  await expect(new DynamoDBClient(wrong).send(new ListTablesCommand({}))).rejects.toMatchObject({
    name: 'InvalidSignatureException',
    $metadata: expect.objectContaining({ httpStatusCode: 400 }),
  });
});

interface Outside {
  path?: string;
  body?: string;
  headers?: Record<string, string>;
  service?: string;
  signQuery?: boolean;
}

/** A call signed by aws4, a signer that shares nothing with the SDK. */
async function call(
  { path = '/', body, headers = {}, service = 'sts', signQuery = false }: Outside,
  tamper = '',
) {
  const host = new URL(engine.endpoint).host;
  const request = aws4.sign(
    {
      host,
      path,
      service,
      region: 'us-east-1',
      headers,
      signQuery,
      ...(body !== undefined && { method: 'POST', body }),
    },
    { accessKeyId: 'test', secretAccessKey: 'test' },
  );
  const response = await fetch(`${engine.endpoint}${request.path}${tamper}`, {
    method: request.method ?? 'GET',
    headers: request.headers as Record<string, string>,
    ...(body !== undefined && { body }),
  });
  return { status: response.status, text: await response.text() };
}

const IDENTITY = 'Action=GetCallerIdentity&Version=2011-06-15';
const form = { 'Content-Type': 'application/x-www-form-urlencoded' };

test('accepts another signer’s signatures: in the header, with a query, presigned', async () => {
  expect(await call({ body: IDENTITY, headers: form })).toMatchObject({ status: 200 });
  expect(await call({ path: `/?${IDENTITY}` })).toMatchObject({ status: 200 });
  expect(await call({ path: `/?${IDENTITY}&X-Amz-Expires=60`, signQuery: true })).toMatchObject({
    status: 200,
  });
  expect(await call({ path: '/2015-03-31/functions/a%3Ab%20c', service: 'lambda' })).not.toMatchObject({
    status: 403,
  });
});

test('rejects what was changed after signing', async () => {
  expect(await call({ body: IDENTITY, headers: form }, '?x=1')).toMatchObject({
    status: 403,
    text: expect.stringContaining('<Code>SignatureDoesNotMatch</Code>'),
  });
});

test.each([
  [{ 'X-Amz-Date': '20200101T000000Z' }, 'Signature expired: 20200101T000000Z is now earlier than'],
  [{ 'X-Amz-Date': '20991231T000000Z' }, 'Signature not yet current: 20991231T000000Z is still later than'],
])('rejects a signature of another time: %j', async (headers, message) => {
  expect(await call({ body: IDENTITY, headers: { ...form, ...headers } })).toMatchObject({
    status: 403,
    text: expect.stringContaining(message),
  });
});

test('rejects a call without a signature, in each protocol', async () => {
  const unsigned = await fetch(`${engine.endpoint}/?${IDENTITY}`);
  expect(unsigned.status).toBe(403);
  const text = await unsigned.text();
  expect(text).toContain('<Code>MissingAuthenticationToken</Code>');
  expect(text).toContain('<Message>Request is missing Authentication Token</Message>');
  const json = await fetch(engine.endpoint, {
    method: 'POST',
    headers: { 'X-Amz-Target': 'Logs_20140328.DescribeLogGroups' },
    body: '{}',
  });
  expect(json.status).toBe(400);
  expect(await json.json()).toEqual({
    __type: 'MissingAuthenticationTokenException',
    message: 'Request is missing Authentication Token',
  });
  const rest = await fetch(`${engine.endpoint}/2015-03-31/functions/`);
  expect([rest.status, rest.headers.get('x-amzn-errortype'), await rest.json()]).toEqual([
    403,
    'MissingAuthenticationTokenException',
    { message: 'Missing Authentication Token' },
  ]);
});

test.each([
  [
    'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/sts/aws4_request',
    "Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. (Hashed with SHA-256 and encoded with Base64) Authorization=",
  ],
  ['Bearer x', 'Request is missing Authentication Token'],
])('says what an incomplete Authorization header lacks: %s', async (Authorization, message) => {
  const half = await fetch(`${engine.endpoint}/?${IDENTITY}`, { headers: { Authorization } });
  expect(half.status).toBe(403);
  expect((await half.text()).replaceAll('&apos;', "'")).toContain(message);
});

test('says which part of a scope is wrong, and rejects a header together with a query', async () => {
  const now = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '');
  const signed = { 'X-Amz-Date': now };
  const Authorization =
    'AWS4-HMAC-SHA256 Credential=test/20200101/x/s3/end, SignedHeaders=host, Signature=00';
  const odd = await fetch(`${engine.endpoint}/?${IDENTITY}`, { headers: { ...signed, Authorization } });
  expect((await odd.text()).replaceAll('&apos;', "'")).toContain(
    "Credential should be scoped to correct service: 'sts'. Credential should be scoped with a valid terminator: 'aws4_request', not 'end'. " +
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20200101' != '${now.slice(0, 8)}', from '${now}'.`,
  );
  const both = await fetch(`${engine.endpoint}/?${IDENTITY}&X-Amz-Algorithm=AWS4-HMAC-SHA256`, {
    headers: { Authorization },
  });
  expect((await both.text()).replaceAll('&apos;', "'")).toContain(
    "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
  );
});
