import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from '@jest/globals';
import { dynamodb, outputs } from './environment.ts';
import { callGate } from './gate-call.ts';
import { confirmedPerson, credentialOf } from './person.ts';

const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64');

/** What AWS sends for a 401: the body byte for byte, and the challenge that the stack adds. */
async function expectUnauthorized(authorization: string | undefined, path = '/users'): Promise<void> {
  const answer = await callGate(path, authorization);
  expect({ status: answer.status, text: answer.text }).toEqual({
    status: 401,
    text: '{"message":"Unauthorized"}',
  });
  expect(answer.headers.get('www-authenticate')).toMatch(/^Basic realm="/);
  expect(answer.headers.get('x-amzn-errortype')).toBe('UnauthorizedException');
  expect(answer.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
}

test.each([
  ['no header', undefined],
  ['an empty header', ''],
  ['the scheme alone', 'Basic'],
  ['another scheme', `Bearer ${base64('somebody:secret')}`],
  ['no scheme', base64('somebody:secret')],
  ['malformed base64', 'Basic c29tZWJvZHk6c2VjcmV0!'],
  ['base64 of no credential', `Basic ${base64('no colon in it')}`],
  ['an unknown credential', `Basic ${base64('somebody:secret')}`],
])('%s: 401', async (_name, authorization) => {
  await expectUnauthorized(authorization);
});

test('a path that is not the origin’s is guarded as well: 401 before anything is asked', async () => {
  await expectUnauthorized(undefined, '/no/such/path');
  await expectUnauthorized(undefined, '/');
});

test('another person’s password, the key of the guard item, and a changed spelling open nothing', async () => {
  const [one, other] = await Promise.all([confirmedPerson(), confirmedPerson()]);
  const [mine, theirs] = await Promise.all([credentialOf(one), credentialOf(other)]);
  const password = Buffer.from(theirs, 'base64').toString('utf8').split(':').at(-1);

  await expectUnauthorized(`Basic ${base64(`${one.sub}:${password}`)}`);
  await expectUnauthorized(`Basic person#${outputs.userPoolId}#${one.sub}`);
  await expectUnauthorized(`Basic ${mine.toLowerCase()}`);
  await expectUnauthorized(`Basic ${mine} `.repeat(2).trim());
  expect((await callGate('/users', `bAsIc ${mine}`)).status).toBe(200);
});

test('a deactivated person is turned away', async () => {
  const credential = await credentialOf(await confirmedPerson());
  await dynamodb.send(
    new UpdateItemCommand({
      TableName: outputs.tableName,
      Key: { authentication: { S: credential } },
      UpdateExpression: 'SET #active = :no',
      ExpressionAttributeNames: { '#active': 'active' },
      ExpressionAttributeValues: { ':no': { BOOL: false } },
    }),
  );
  await expectUnauthorized(`Basic ${credential}`);
});
