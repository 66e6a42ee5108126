import {
  CognitoIdentityProviderClient,
  ConfirmSignUpCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { expect, test } from '@jest/globals';
import { startEngine } from '../engine.ts';
import { ACCOUNT, clientOptions, makeRole, sessionOf } from '../services/iam/testing/account.ts';

/** What must not reach any listener. */
test('keeps secrets out of the events of calls, whether they succeed or fail', async () => {
  await using engine = await startEngine();
  const response = await fetch(`${engine.endpoint}/_gatehouse/events`);
  const told = (async () => {
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString('utf8');
      if (text.includes('"operation":"ListUsersInGroup"')) break;
    }
    return text;
  })();
  const secrets: Record<string, string | undefined> = {};

  const [iam, sts] = [new IAMClient(clientOptions(engine)), new STSClient(clientOptions(engine))];
  await iam.send(new CreateUserCommand({ UserName: 'ada' }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'ada' }));
  secrets['a user’s secret key'] = AccessKey?.SecretAccessKey;
  const { Credentials } = await sts.send(new GetSessionTokenCommand({}));
  secrets['a session’s secret key'] = Credentials?.SecretAccessKey;
  secrets['a session’s token'] = Credentials?.SessionToken;
  await makeRole(engine, 'reader');
  const session = await sessionOf(engine, 'reader', { ExternalId: 'external-secret' });
  secrets['an external id'] = 'external-secret';
  secrets['a role’s secret key'] = session.secretAccessKey;
  secrets['a role’s token'] = session.sessionToken;
  const refused = new DynamoDBClient(clientOptions(engine, session));
  await expect(refused.send(new ListTablesCommand({}))).rejects.toThrow('no identity-based policy');
  const forged = new DynamoDBClient(clientOptions(engine, { ...session, secretAccessKey: 'guessed-secret' }));
  await expect(forged.send(new ListTablesCommand({}))).rejects.toThrow('signature');

  const cognito = new CognitoIdentityProviderClient(clientOptions(engine));
  const { UserPool } = await cognito.send(
    new CreateUserPoolCommand({ PoolName: 'p', AutoVerifiedAttributes: ['email'] }),
  );
  const { UserPoolClient } = await cognito.send(
    new CreateUserPoolClientCommand({
      UserPoolId: UserPool?.Id,
      ClientName: 'c',
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    }),
  );
  const ClientId = UserPoolClient?.ClientId;
  const Password = 'Pass-word-1-secret';
  const email = { Name: 'email', Value: 'ada@example.com' };
  const person = { ClientId, Username: 'ada' };
  await cognito.send(new SignUpCommand({ ...person, Password, UserAttributes: [email] }));
  secrets['a password'] = Password;
  const inbox = await fetch(`${engine.endpoint}/_gatehouse/inbox?to=${email.Value}`);
  secrets['a code'] = /\b\d{6}\b/.exec(await inbox.text())?.[0];
  const signIn = (PASSWORD: string) =>
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'ada', PASSWORD },
    });
  await expect(
    cognito.send(new ConfirmSignUpCommand({ ...person, ConfirmationCode: 'wrong-code' })),
  ).rejects.toThrow();
  await cognito.send(new ConfirmSignUpCommand({ ...person, ConfirmationCode: secrets['a code'] }));
  await expect(cognito.send(signIn('Wrong-pass-1-secret'))).rejects.toThrow('Incorrect username or password');
  secrets['a wrong password'] = 'Wrong-pass-1-secret';
  const { AuthenticationResult } = await cognito.send(signIn(Password));
  secrets['an access token'] = AuthenticationResult?.AccessToken;
  secrets['an id token'] = AuthenticationResult?.IdToken;
  secrets['a refresh token'] = AuthenticationResult?.RefreshToken;

  const lambda = new LambdaClient(clientOptions(engine));
  await expect(
    lambda.send(
      new CreateFunctionCommand({
        FunctionName: 'f',
        Role: `arn:aws:iam::${ACCOUNT}:role/none`,
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Code: { ZipFile: new Uint8Array(1) },
        Environment: { Variables: { KEY: 'variable-secret' } },
      }),
    ),
  ).rejects.toThrow('cannot be assumed by Lambda');
  secrets['a function’s variable'] = 'variable-secret';

  // The last event: everything published before has arrived when this has.
  await fetch(engine.endpoint, {
    method: 'POST',
    headers: { 'X-Amz-Target': 'AWSCognitoIdentityProviderService.ListUsersInGroup' },
    body: '{}',
  });
  // Without digits: a time may contain the digits of a code.
  const text = (await told).replace(/:\d[\d.e+-]*/g, ':0');
  expect(text).toContain('"operation":"ConfirmSignUp"');
  expect(text).toContain('"type":"permission"');
  expect(text).toContain('"type":"mail"');
  for (const [name, secret] of Object.entries(secrets)) {
    expect(secret?.length ?? 0).toBeGreaterThan(5);
    expect([name, text.includes(secret ?? '')]).toEqual([name, false]);
  }
  for (const client of [iam, sts, refused, forged, cognito, lambda]) client.destroy();
});
