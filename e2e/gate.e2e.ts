import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from '@jest/globals';
import { REFUSALS } from '../provision/refusals.ts';
import { dynamodb, gates, outputs } from './environment.ts';
import { callGate } from './gate-call.ts';
import { confirmedPerson, credentialOf, keyOfCredential } from './person.ts';

const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64');

/** What marks the gateway's own answers, by the kind of API. */
const MARKS = {
  rest: { 'x-amzn-errortype': /^UnauthorizedException$/, 'x-amzn-requestid': /^[0-9a-f-]{36}$/ },
  http: { 'apigw-requestid': /^[\w=-]+$/ },
};

describe.each(gates)('the $kind API', (gate) => {
  const { kind } = gate;

  /** What AWS sends: the exact body, and with a REST API's 401 the challenge that the stack adds. */
  async function expectRefused(
    who: 'nobody' | 'stranger',
    authorization: string | undefined,
    path = '/users',
  ): Promise<void> {
    const answer = await callGate(gate, path, authorization);
    expect({ status: answer.status, text: answer.text }).toEqual(REFUSALS[kind][who]);
    const challenge = answer.headers.get('www-authenticate');
    expect(challenge?.startsWith('Basic realm="') ?? false).toBe(REFUSALS[kind].challenge);
    for (const [name, value] of Object.entries(MARKS[kind])) expect(answer.headers.get(name)).toMatch(value);
  }

  test.each([
    ['no header', 'nobody', undefined],
    ['an empty header', 'nobody', ''],
    ['the scheme alone', 'stranger', 'Basic'],
    ['another scheme', 'stranger', `Bearer ${base64('somebody:secret')}`],
    ['no scheme', 'stranger', base64('somebody:secret')],
    ['malformed base64', 'stranger', 'Basic c29tZWJvZHk6c2VjcmV0!'],
    ['base64 of no credential', 'stranger', `Basic ${base64('no colon in it')}`],
    ['an unknown credential', 'stranger', `Basic ${base64('somebody:secret')}`],
  ] as const)('rejects %s as %s', async (_name, who, authorization) => {
    await expectRefused(who, authorization);
  });

  test('guards paths that the origin does not have, and rejects before asking anybody', async () => {
    await expectRefused('nobody', undefined, '/no/such/path');
    await expectRefused('nobody', undefined, '/');
  });

  test('rejects another person’s password, the key of the guard item, and a changed spelling', async () => {
    const [one, other] = await Promise.all([confirmedPerson(), confirmedPerson()]);
    const [mine, theirs] = await Promise.all([credentialOf(one), credentialOf(other)]);
    const password = Buffer.from(theirs, 'base64').toString('utf8').split(':').at(-1);

    await expectRefused('stranger', `Basic ${base64(`${one.sub}:${password}`)}`);
    await expectRefused('stranger', `Basic person#${outputs.userPoolId}#${one.sub}`);
    await expectRefused('stranger', `Basic ${mine.toLowerCase()}`);
    await expectRefused('stranger', `Basic ${mine} `.repeat(2).trim());
    expect((await callGate(gate, '/users', `bAsIc ${mine}`)).status).toBe(200);
  });

  test('rejects a deactivated person', async () => {
    const person = await confirmedPerson();
    const credential = await credentialOf(person);
    await dynamodb.send(
      new UpdateItemCommand({
        TableName: outputs.tableName,
        Key: { authentication: { S: await keyOfCredential(person) } },
        UpdateExpression: 'SET #active = :no',
        ExpressionAttributeNames: { '#active': 'active' },
        ExpressionAttributeValues: { ':no': { BOOL: false } },
      }),
    );
    await expectRefused('stranger', `Basic ${credential}`);
  });

  test('accepts a replaced credential until its grace ends, and rejects it afterwards', async () => {
    const [soon, late] = await Promise.all([endingAt(Date.now() - 1), endingAt(Date.now() + 3_600_000)]);
    await expectRefused('stranger', `Basic ${soon}`);
    expect((await callGate(gate, '/users', `Basic ${late}`)).status).toBe(200);
  });

  /** A new person's credential with an end date, as a rotation writes it. */
  async function endingAt(moment: number): Promise<string> {
    const person = await confirmedPerson();
    const credential = await credentialOf(person);
    await dynamodb.send(
      new UpdateItemCommand({
        TableName: outputs.tableName,
        Key: { authentication: { S: await keyOfCredential(person) } },
        UpdateExpression: 'SET expiresAt = :end',
        ExpressionAttributeValues: { ':end': { S: new Date(moment).toISOString() } },
      }),
    );
    return credential;
  }
});
