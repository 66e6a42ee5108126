import { randomBytes } from 'node:crypto';
import {
  AdminGetUserCommand,
  ConfirmSignUpCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  DeleteUserPoolCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import {
  AddPermissionCommand,
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetFunctionConfigurationCommand,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { confirmationCode, testWithCode } from './confirmation-code.ts';
import { cognito, lambda, outputs } from './environment.ts';
import { newPassword } from './person.ts';

const name = `${outputs.app}-e2e-${randomBytes(6).toString('hex')}`;
let poolId = '';
let clientId = '';

/** A pool of its own, whose trigger always throws. */
beforeAll(async () => {
  const { Role } = await lambda.send(
    new GetFunctionConfigurationCommand({ FunctionName: outputs.functions.postConfirmation }),
  );
  const { FunctionArn = '' } = await lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Role,
      // The code below is for Node.js, whatever language the stack's functions use.
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Code: {
        ZipFile: zipSync({
          'index.mjs': strToU8('export const handler = async () => { throw new Error("no luck today"); };'),
        }),
      },
    }),
  );
  await waitUntilFunctionActiveV2(
    { client: lambda, maxWaitTime: 60, minDelay: 1, maxDelay: 2 },
    { FunctionName: name },
  );
  const { UserPool } = await cognito.send(
    new CreateUserPoolCommand({
      PoolName: name,
      UsernameAttributes: ['email'],
      AutoVerifiedAttributes: ['email'],
      LambdaConfig: { PostConfirmation: FunctionArn },
    }),
  );
  poolId = UserPool?.Id ?? '';
  await lambda.send(
    new AddPermissionCommand({
      FunctionName: name,
      StatementId: 'cognito',
      Action: 'lambda:InvokeFunction',
      Principal: 'cognito-idp.amazonaws.com',
      SourceArn: UserPool?.Arn,
    }),
  );
  const { UserPoolClient } = await cognito.send(
    new CreateUserPoolClientCommand({ UserPoolId: poolId, ClientName: 'e2e' }),
  );
  clientId = UserPoolClient?.ClientId ?? '';
});

afterAll(async () => {
  if (poolId) await cognito.send(new DeleteUserPoolCommand({ UserPoolId: poolId }));
  await lambda.send(new DeleteFunctionCommand({ FunctionName: name }));
});

testWithCode(
  'surfaces a trigger’s error as UserLambdaValidationException and leaves the person CONFIRMED',
  async () => {
    const email = `${randomBytes(8).toString('hex')}@example.com`;
    const { UserSub: sub = '' } = await cognito.send(
      new SignUpCommand({
        ClientId: clientId,
        Username: email,
        Password: newPassword(),
        UserAttributes: [{ Name: 'email', Value: email }],
      }),
    );
    const code = await confirmationCode({ email, sub });
    await expect(
      cognito.send(new ConfirmSignUpCommand({ ClientId: clientId, Username: email, ConfirmationCode: code })),
    ).rejects.toMatchObject({
      name: 'UserLambdaValidationException',
      message: 'PostConfirmation failed with error no luck today.',
      $metadata: expect.objectContaining({ httpStatusCode: 400 }),
    });
    const user = await cognito.send(new AdminGetUserCommand({ UserPoolId: poolId, Username: email }));
    expect(user.UserStatus).toBe('CONFIRMED');
  },
);
