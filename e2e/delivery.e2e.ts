import { randomUUID } from 'node:crypto';
import {
  AdminGetUserCommand,
  ConfirmForgotPasswordCommand,
  ForgotPasswordCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { expect, test } from '@jest/globals';
import { confirmation, confirmationCode, testWithCode } from './confirmation-code.ts';
import { cognito, gates, lambda, outputs } from './environment.ts';
import { callGate } from './gate-call.ts';
import { allKeysOf, confirmedPerson, credentialOf, keyOfCredential, newPassword } from './person.ts';

testWithCode('keeps the first credential valid after a password reset, and makes no second one', async () => {
  const person = await confirmedPerson();
  const before = await credentialOf(person);
  const key = await keyOfCredential(person);
  await cognito.send(
    new ForgotPasswordCommand({ ClientId: outputs.userPoolClientId, Username: person.email }),
  );
  await cognito.send(
    new ConfirmForgotPasswordCommand({
      ClientId: outputs.userPoolClientId,
      Username: person.email,
      ConfirmationCode: await confirmationCode(person, 'ForgotPassword'),
      Password: newPassword(),
    }),
  );
  expect(await allKeysOf(person)).toEqual([key]);
  for (const gate of gates) expect((await callGate(gate, '/users', `Basic ${before}`)).status).toBe(200);
});

test('leaves one credential when the same event arrives three times at once', async () => {
  const person = { sub: randomUUID(), email: `${randomUUID()}@example.com`, password: '' };
  const event = {
    version: '1',
    region: outputs.region,
    userPoolId: outputs.userPoolId,
    userName: person.sub,
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: outputs.userPoolClientId },
    triggerSource: 'PostConfirmation_ConfirmSignUp',
    request: {
      userAttributes: { sub: person.sub, email: person.email, 'cognito:user_status': 'CONFIRMED' },
    },
    response: {},
  };
  const answers = await Promise.all(
    [1, 2, 3].map(() =>
      lambda.send(
        new InvokeCommand({
          FunctionName: outputs.functions.postConfirmation,
          Payload: Buffer.from(JSON.stringify(event)),
        }),
      ),
    ),
  );
  for (const answer of answers) {
    expect(answer.FunctionError).toBeUndefined();
    expect(JSON.parse(Buffer.from(answer.Payload ?? []).toString('utf8'))).toEqual(event);
  }
  expect(await allKeysOf(person)).toEqual([await keyOfCredential(person)]);
});

test('leaves the person CONFIRMED, with the attributes they gave', async () => {
  const person = await confirmedPerson();
  const user = await cognito.send(
    new AdminGetUserCommand({ UserPoolId: outputs.userPoolId, Username: person.email }),
  );
  expect(user).toMatchObject({ Username: person.sub, UserStatus: 'CONFIRMED', Enabled: true });
  expect(user.UserAttributes).toEqual(
    expect.arrayContaining([
      { Name: 'sub', Value: person.sub },
      { Name: 'email', Value: person.email },
      // A code verifies the address; a confirmation by an administrator does not (AdminConfirmSignUp).
      ...(confirmation.way === 'admin' ? [] : [{ Name: 'email_verified', Value: 'true' }]),
    ]),
  );
});
