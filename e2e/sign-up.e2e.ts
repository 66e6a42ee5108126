import { expect, test } from '@jest/globals';
import { REFUSALS } from '../provision/refusals.ts';
import { confirmationCode, testWithCode } from './confirmation-code.ts';
import { gates, originUrlHere, outputs } from './environment.ts';
import { callGate } from './gate-call.ts';
import { confirm, confirmedPerson, credentialOf, itemOf, keyOfCredential, signUp } from './person.ts';

testWithCode(
  'rejects a wrong code, accepts the right one, and stores the person with a credential',
  async () => {
    const person = await signUp();
    const code = await confirmationCode(person);
    const wrong = code === '111111' ? '222222' : '111111';

    await expect(confirm(person, wrong)).rejects.toMatchObject({
      name: 'CodeMismatchException',
      message: 'Invalid verification code provided, please try again.',
      $metadata: expect.objectContaining({ httpStatusCode: 400 }),
    });
    await expect(keyOfCredential(person)).rejects.toThrow('There is no credential');
    await confirm(person, code);

    const authentication = await keyOfCredential(person);
    expect(await itemOf(authentication)).toEqual({
      authentication: { S: authentication },
      username: { S: person.sub },
      sub: { S: person.sub },
      userPoolId: { S: outputs.userPoolId },
      email: { S: person.email },
      active: { BOOL: true },
      createdAt: { S: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) },
    });
    if (outputs.credentialStorage === 'hashed') {
      expect(authentication).toMatch(/^hmac#[\w-]{43}$/);
      return;
    }
    const decoded = Buffer.from(authentication, 'base64').toString('utf8');
    expect(decoded.slice(0, person.sub.length + 1)).toBe(`${person.sub}:`);
    expect(Buffer.from(decoded.slice(person.sub.length + 1), 'base64url')).toHaveLength(24);
  },
);

test('rejects a second confirmation', async () => {
  const person = await confirmedPerson();
  await expect(confirm(person, '123456')).rejects.toMatchObject({
    name: 'NotAuthorizedException',
    message: 'User cannot be confirmed. Current status is CONFIRMED',
  });
});

test.each(gates)(
  'opens every path and method of the $kind API with the credential, and the origin sees the user',
  async (gate) => {
    const person = await confirmedPerson();
    const authorization = `Basic ${await credentialOf(person)}`;

    const root = await callGate(gate, '/', authorization);
    expect(root.status).toBe(200);
    const people = JSON.parse(root.text) as Record<string, unknown>[];
    expect(people.length).toBeGreaterThanOrEqual(1);
    expect(people.length).toBeLessThanOrEqual(10);
    expect(Object.keys(people[0] ?? {}).sort()).toEqual([
      'address',
      'birthdate',
      'blood_group',
      'company',
      'current_location',
      'job',
      'mail',
      'name',
      'residence',
      'sex',
      'ssn',
      'username',
      'website',
    ]);

    const three = await callGate(gate, '/users?count=3&seed=7', authorization);
    expect(three.status).toBe(200);
    expect(JSON.parse(three.text)).toHaveLength(3);
    expect((await callGate(gate, '/users?count=3&seed=7', authorization)).text).toBe(three.text);

    const posted = await callGate(gate, '/users', authorization, { method: 'POST', body: '{}' });
    expect(posted.status).toBe(405);
    expect(posted.headers.get('www-authenticate')).toBeNull();

    const seen = await callGate(gate, '/whoami', authorization, { headers: { 'x-user': 'somebody-else' } });
    expect(seen.status).toBe(200);
    expect(JSON.parse(seen.text)).toMatchObject({
      user: person.sub,
      authorization: !REFUSALS[gate.kind].keepsCredential,
    });
  },
);

test('the origin rejects requests that bypass the gate', async () => {
  const response = await fetch(`${originUrlHere}/users`);
  expect(response.status).toBe(403);
});
