import {
  AdminConfirmSignUpCommand,
  AdminGetUserCommand,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  ForgotPasswordCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect, test } from '@jest/globals';
import { AwsError } from '../../../edge/aws-error.ts';
import { confirm, createPool, signUp, type TestPool } from '../testing/people.ts';
import { startCognito, type TestCognito, type TriggerEvent } from '../testing/start-cognito.ts';

const ARN = 'arn:aws:lambda:us-east-1:000000000000:function:post-confirmation';
const ANN = 'ann@example.com';

function createPoolWithTrigger(cognito: TestCognito, settings = {}): Promise<TestPool> {
  return createPool(cognito, { LambdaConfig: { PostConfirmation: ARN }, ...settings });
}

async function statusOf(
  { client }: TestCognito,
  { poolId }: TestPool,
  name = ANN,
): Promise<string | undefined> {
  const { UserStatus } = await client.send(new AdminGetUserCommand({ UserPoolId: poolId, Username: name }));
  return UserStatus;
}

test('sends the event in AWS’s shape, as the service of the pool', async () => {
  await using cognito = await startCognito();
  const events: TriggerEvent[] = [];
  cognito.functions.set(ARN, (event) => {
    events.push(event);
    return event;
  });
  const pool = await createPoolWithTrigger(cognito);
  const sub = await signUp(cognito, pool, ANN);
  const { code } = await cognito.lastMessage(ANN);
  await cognito.client.send(
    new ConfirmSignUpCommand({
      ClientId: pool.clientId,
      Username: ANN,
      ConfirmationCode: code,
      ClientMetadata: { from: 'test' },
    }),
  );
  expect(events).toEqual([
    {
      version: '1',
      region: 'us-east-1',
      userPoolId: pool.poolId,
      userName: sub,
      callerContext: {
        awsSdkVersion: expect.stringMatching(/^aws-sdk-[a-z-]+-\S+$/),
        clientId: pool.clientId,
      },
      triggerSource: 'PostConfirmation_ConfirmSignUp',
      request: {
        userAttributes: {
          sub,
          email_verified: 'true',
          'cognito:user_status': 'CONFIRMED',
          email: ANN,
        },
        clientMetadata: { from: 'test' },
      },
      response: {},
    },
  ]);
  expect(cognito.invocations[0]).toMatchObject({
    functionArn: ARN,
    invokedBy: 'cognito-idp.amazonaws.com',
    sourceArn: `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${pool.poolId}`,
    sourceAccount: '000000000000',
  });
});

test('names the alias in the event of a pool with e-mail as an alias', async () => {
  await using cognito = await startCognito();
  const events: TriggerEvent[] = [];
  cognito.functions.set(ARN, (event) => {
    events.push(event);
    return event;
  });
  const pool = await createPoolWithTrigger(cognito, {
    UsernameAttributes: undefined,
    AliasAttributes: ['email'],
  });
  const sub = await signUp(cognito, pool, 'ann', { email: ANN });
  const { code } = await cognito.lastMessage(ANN);
  await cognito.client.send(
    new ConfirmSignUpCommand({ ClientId: pool.clientId, Username: 'ann', ConfirmationCode: code }),
  );
  expect(events[0]).toMatchObject({ userName: 'ann' });
  expect(events[0]?.request.userAttributes).toEqual({
    sub,
    'cognito:email_alias': ANN,
    'cognito:user_status': 'CONFIRMED',
    email_verified: 'true',
    email: ANN,
  });
});

test('fires on AdminConfirmSignUp and on a password reset, each with its source', async () => {
  await using cognito = await startCognito();
  const sources: string[] = [];
  const clients: string[] = [];
  cognito.functions.set(ARN, (event) => {
    sources.push(event.triggerSource);
    clients.push(event.callerContext.clientId);
    return event;
  });
  const pool = await createPoolWithTrigger(cognito);
  await signUp(cognito, pool, 'bob@example.com');
  await cognito.client.send(
    new AdminConfirmSignUpCommand({ UserPoolId: pool.poolId, Username: 'bob@example.com' }),
  );
  await signUp(cognito, pool, ANN);
  await confirm(cognito, pool, ANN);
  const about = { ClientId: pool.clientId, Username: ANN };
  await cognito.client.send(new ForgotPasswordCommand(about));
  const { code } = await cognito.lastMessage(ANN);
  await cognito.client.send(
    new ConfirmForgotPasswordCommand({ ...about, ConfirmationCode: code, Password: 'Other-horse-8' }),
  );
  expect(sources).toEqual([
    'PostConfirmation_ConfirmSignUp',
    'PostConfirmation_ConfirmSignUp',
    'PostConfirmation_ConfirmForgotPassword',
  ]);
  expect(clients).toEqual(['CLIENT_ID_NOT_APPLICABLE', pool.clientId, pool.clientId]);
});

test.each([
  [
    'throws',
    () => {
      throw new Error('the store is down');
    },
    'UserLambdaValidationException',
    'PostConfirmation failed with error the store is down.',
    1,
  ],
  [
    'may not be invoked',
    () => {
      throw new AwsError('AccessDeniedException', 'no permission');
    },
    'UnexpectedLambdaException',
    'PostConfirmation invocation failed due to error AccessDeniedException.',
    1,
  ],
  ['answers nothing', () => undefined, 'InvalidLambdaResponseException', 'Unrecognizable lambda output', 1],
  ['answers text', () => 'done', 'InvalidLambdaResponseException', 'Unrecognizable lambda output', 1],
  [
    'answers something that is no event',
    () => ({ statusCode: 200 }),
    'InvalidLambdaResponseException',
    'Unrecognizable lambda output',
    1,
  ],
])(
  'calls a function that %s once, shows the client the error, and leaves the person CONFIRMED',
  async (_what, run, name, message, times) => {
    await using cognito = await startCognito();
    cognito.functions.set(ARN, run);
    const pool = await createPoolWithTrigger(cognito);
    await signUp(cognito, pool, ANN);
    await expect(confirm(cognito, pool, ANN)).rejects.toMatchObject({
      name,
      message,
      $metadata: expect.objectContaining({ httpStatusCode: 400 }),
    });
    expect(cognito.invocations).toHaveLength(times);
    expect(await statusOf(cognito, pool)).toBe('CONFIRMED');
  },
);

test('names a deleted function in AWS’s words', async () => {
  await using cognito = await startCognito();
  const pool = await createPoolWithTrigger(cognito);
  await signUp(cognito, pool, ANN);
  await expect(confirm(cognito, pool, ANN)).rejects.toMatchObject({
    name: 'UnexpectedLambdaException',
    message: 'PostConfirmation invocation failed due to error ResourceNotFoundException.',
  });
});

test('calls a function three times that does not answer in five seconds', async () => {
  await using cognito = await startCognito();
  const asked: (() => void)[] = [];
  cognito.functions.set(ARN, () => {
    asked.shift()?.();
    return new Promise(() => undefined);
  });
  const pool = await createPoolWithTrigger(cognito);
  await signUp(cognito, pool, ANN);
  const nextAsk = () => new Promise<void>((resolve) => asked.push(resolve));
  let ask = nextAsk();
  const confirmed = confirm(cognito, pool, ANN);
  for (let times = 1; times <= 3; times += 1) {
    await ask;
    ask = nextAsk();
    cognito.clock.advance(4_999);
    expect(cognito.invocations).toHaveLength(times);
    cognito.clock.advance(1);
  }
  await expect(confirmed).rejects.toMatchObject({
    name: 'UnexpectedLambdaException',
    message: 'PostConfirmation invocation failed due to error Socket timeout while invoking Lambda function.',
  });
  expect(cognito.invocations).toHaveLength(3);
  expect(await statusOf(cognito, pool)).toBe('CONFIRMED');
});

test('accepts an answer to the second call', async () => {
  await using cognito = await startCognito();
  let first: (() => void) | undefined;
  const asked = new Promise<void>((resolve) => {
    first = resolve;
  });
  cognito.functions.set(ARN, (event) => {
    if (cognito.invocations.length > 1) return event;
    first?.();
    return new Promise(() => undefined);
  });
  const pool = await createPoolWithTrigger(cognito);
  await signUp(cognito, pool, ANN);
  const confirmed = confirm(cognito, pool, ANN);
  await asked;
  cognito.clock.advance(5_000);
  await confirmed;
  expect(cognito.invocations).toHaveLength(2);
});
