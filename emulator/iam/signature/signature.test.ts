import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sign } from 'aws4';
import { type Engine, startEngine } from '../../engine.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await startEngine();
});
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
});

const options = (credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }) => ({
  endpoint: engine.endpoint,
  region: 'eu-west-1',
  credentials,
  maxAttempts: 1,
});

test('a key that nobody has, and a wrong secret, are refused with each protocol’s code', async () => {
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
  const request = sign(
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

test('signatures of another signer hold: in the header, with a query, presigned', async () => {
  expect(await call({ body: IDENTITY, headers: form })).toMatchObject({ status: 200 });
  expect(await call({ path: `/?${IDENTITY}` })).toMatchObject({ status: 200 });
  expect(await call({ path: `/?${IDENTITY}&X-Amz-Expires=60`, signQuery: true })).toMatchObject({
    status: 200,
  });
  expect(await call({ path: '/2015-03-31/functions/a%3Ab%20c', service: 'lambda' })).not.toMatchObject({
    status: 403,
  });
});

test('what was changed after it was signed is refused', async () => {
  expect(await call({ body: IDENTITY, headers: form }, '?x=1')).toMatchObject({
    status: 403,
    text: expect.stringContaining('<Code>SignatureDoesNotMatch</Code>'),
  });
});

test.each([
  [{ 'X-Amz-Date': '20200101T000000Z' }, 'Signature expired: 20200101T000000Z is now earlier than'],
  [{ 'X-Amz-Date': '20991231T000000Z' }, 'Signature not yet current: 20991231T000000Z is still later than'],
])('a signature of another time is refused: %j', async (headers, message) => {
  expect(await call({ body: IDENTITY, headers: { ...form, ...headers } })).toMatchObject({
    status: 403,
    text: expect.stringContaining(message),
  });
});

test('a call without a signature is refused, and one that is not whole says what it lacks', async () => {
  const unsigned = await fetch(`${engine.endpoint}/?${IDENTITY}`);
  expect(unsigned.status).toBe(403);
  expect(await unsigned.text()).toContain('<Code>MissingAuthenticationToken</Code>');
  const half = await fetch(`${engine.endpoint}/?${IDENTITY}`, {
    headers: { Authorization: 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/sts/aws4_request' },
  });
  expect(half.status).toBe(403);
  expect(await half.text()).toContain('Authorization header requires &apos;SignedHeaders&apos; parameter.');
});
