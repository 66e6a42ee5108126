import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { afterEach, expect, test } from '@jest/globals';
import { cognitoSessions } from './sessions.ts';

const cleanups: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

/** Sessions by the SDK's real client, and an endpoint with scripted answers. There are no credentials: the call needs none. */
async function setUp(status: number, body: object) {
  const seen: { target: unknown; authorization: unknown }[] = [];
  const server = createServer((request, response) => {
    request.resume();
    const { 'x-amz-target': target, authorization } = request.headers;
    seen.push({ target, authorization });
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = new CognitoIdentityProviderClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'eu-west-1',
    credentials: () => Promise.reject(new Error('There are no credentials.')),
    maxAttempts: 1,
  });
  cleanups.push(async () => {
    client.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { seen, whose: () => cognitoSessions(client).whose('token') };
}

test('reads the owner from a valid token, and needs no permission of the function’s role', async () => {
  const UserAttributes = [
    { Name: 'sub', Value: 'sub-of-ada' },
    { Name: 'email', Value: 'ada@example.com' },
  ];
  const { seen, whose } = await setUp(200, { Username: 'ada', UserAttributes });
  expect(await whose()).toEqual({ username: 'ada', sub: 'sub-of-ada', email: 'ada@example.com' });
  expect(seen).toEqual([{ target: 'AWSCognitoIdentityProviderService.GetUser', authorization: undefined }]);
});

test.each([
  ['NotAuthorizedException', 'Access Token has been revoked'],
  ['UserNotFoundException', 'User does not exist.'],
  ['UserNotConfirmedException', 'User is not confirmed.'],
  ['PasswordResetRequiredException', 'Password reset required for the user'],
  ['InvalidParameterException', 'Invalid token'],
])('finds no owner for %s', async (__type, message) => {
  expect(await (await setUp(400, { __type, message })).whose()).toBeUndefined();
});

test('finds no owner in an answer without a sub', async () => {
  expect(await (await setUp(200, { Username: 'ada', UserAttributes: [] })).whose()).toBeUndefined();
});

test.each([
  [400, 'TooManyRequestsException'],
  [400, 'ForbiddenException'],
  [500, 'InternalErrorException'],
])('throws on an outage: %d %s', async (status, __type) => {
  await expect((await setUp(status, { __type, message: 'no' })).whose()).rejects.toMatchObject({
    name: __type,
  });
});
