import {
  InitiateAuthCommand,
  type InitiateAuthCommandOutput,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, test } from '@jest/globals';
import { AuthenticationDetails, CognitoUser, CognitoUserPool } from '../../testing/identity-js.ts';
import { addConfirmed, createPool, PASSWORD, type TestPool } from '../../testing/people.ts';
import { startCognito, type TestCognito, type TriggerEvent } from '../../testing/start-cognito.ts';
import { arnOf, listenTo } from '../../testing/trigger-events.ts';

const ANN = 'ann@example.com';
const LambdaConfig = {
  DefineAuthChallenge: arnOf('Define'),
  CreateAuthChallenge: arnOf('Create'),
  VerifyAuthChallengeResponse: arnOf('Verify'),
};

interface Answered {
  challengeName: string;
  challengeResult: boolean;
}

/** The developer guide's example functions: a riddle, three tries, then the end. */
function riddle(cognito: TestCognito) {
  const define = listenTo(cognito, 'Define', ({ request, response }: TriggerEvent) => {
    const session = request['session'] as Answered[];
    const last = session.at(-1);
    if (last?.challengeName === 'SRP_A') response['challengeName'] = 'PASSWORD_VERIFIER';
    else if (last?.challengeName === 'CUSTOM_CHALLENGE' && last.challengeResult)
      response['issueTokens'] = true;
    else if (session.filter(({ challengeResult }) => !challengeResult).length >= 3)
      response['failAuthentication'] = true;
    else response['challengeName'] = 'CUSTOM_CHALLENGE';
  });
  const create = listenTo(cognito, 'Create', ({ response }: TriggerEvent) => {
    response['publicChallengeParameters'] = { question: 'What is 6 × 7?' };
    response['privateChallengeParameters'] = { answer: '42' };
    response['challengeMetadata'] = 'RIDDLE';
  });
  const verify = listenTo(cognito, 'Verify', ({ request, response }: TriggerEvent) => {
    const secrets = request['privateChallengeParameters'] as { answer: string };
    response['answerCorrect'] = request['challengeAnswer'] === secrets.answer;
  });
  return { define, create, verify };
}

function start({ client }: TestCognito, { clientId }: TestPool, username = ANN) {
  return client.send(
    new InitiateAuthCommand({
      ClientId: clientId,
      AuthFlow: 'CUSTOM_AUTH',
      AuthParameters: { USERNAME: username },
    }),
  );
}

function respond(
  { client }: TestCognito,
  { clientId }: TestPool,
  Session: string | undefined,
  ANSWER: string,
) {
  return client.send(
    new RespondToAuthChallengeCommand({
      ClientId: clientId,
      ChallengeName: 'CUSTOM_CHALLENGE',
      Session,
      ChallengeResponses: { USERNAME: ANN, ANSWER },
    }),
  );
}

async function setUp(cognito: TestCognito, settings: object = {}): Promise<TestPool> {
  const flows = ['ALLOW_CUSTOM_AUTH' as const, 'ALLOW_USER_SRP_AUTH' as const];
  const pool = await createPool(cognito, { LambdaConfig }, { ExplicitAuthFlows: flows, ...settings });
  await addConfirmed(cognito, pool, ANN);
  return pool;
}

describe('a custom challenge', () => {
  test('shows the public parameters, hides the private ones, and signs in with the right answer', async () => {
    await using cognito = await startCognito();
    const { define, create, verify } = riddle(cognito);
    const pool = await setUp(cognito);
    const begun = await start(cognito, pool);
    expect(begun.ChallengeName).toBe('CUSTOM_CHALLENGE');
    expect(begun.ChallengeParameters).toEqual({
      question: 'What is 6 × 7?',
      USERNAME: expect.any(String),
    });
    const done = await respond(cognito, pool, begun.Session, '42');
    expect(done.AuthenticationResult).toHaveProperty('AccessToken');
    expect(define[0]?.triggerSource).toBe('DefineAuthChallenge_Authentication');
    expect(define[0]?.request).toMatchObject({ session: [], userNotFound: false });
    expect(define[1]?.request['session']).toEqual([
      { challengeName: 'CUSTOM_CHALLENGE', challengeResult: true, challengeMetadata: 'RIDDLE' },
    ]);
    expect(create[0]?.request).toMatchObject({ challengeName: 'CUSTOM_CHALLENGE', session: [] });
    expect(verify[0]?.request).toMatchObject({
      privateChallengeParameters: { answer: '42' },
      challengeAnswer: '42',
    });
  });

  test('asks again after a wrong answer, and fails when the function says so', async () => {
    await using cognito = await startCognito();
    riddle(cognito);
    const pool = await setUp(cognito);
    let step: Pick<InitiateAuthCommandOutput, 'Session'> = await start(cognito, pool);
    for (const answer of ['1', '2']) step = await respond(cognito, pool, step.Session, answer);
    await expect(respond(cognito, pool, step.Session, '3')).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    });
  });

  test('accepts each session once', async () => {
    await using cognito = await startCognito();
    riddle(cognito);
    const pool = await setUp(cognito);
    const { Session } = await start(cognito, pool);
    await respond(cognito, pool, Session, 'wrong');
    await expect(respond(cognito, pool, Session, '42')).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Invalid session for the user.',
    });
  });

  test('asks an unknown person too, if the client hides existence, and never signs them in', async () => {
    await using cognito = await startCognito();
    const { define } = riddle(cognito);
    const pool = await setUp(cognito);
    const begun = await start(cognito, pool, 'nobody@example.com');
    expect(begun.ChallengeName).toBe('CUSTOM_CHALLENGE');
    expect(define[0]?.request['userNotFound']).toBe(true);
    await expect(respond(cognito, pool, begun.Session, '42')).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    });
    const telling = await setUp(cognito, { PreventUserExistenceErrors: 'LEGACY' });
    await expect(start(cognito, telling, 'nobody@example.com')).rejects.toMatchObject({
      name: 'UserNotFoundException',
    });
  });

  test('is rejected if the pool has no functions for it', async () => {
    await using cognito = await startCognito();
    const pool = await createPool(cognito, {}, { ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH'] });
    await addConfirmed(cognito, pool, ANN);
    await expect(start(cognito, pool)).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Custom auth lambda trigger is not configured for the user pool.',
    });
  });

  test('is rejected by name if the function asks for an unsupported challenge', async () => {
    await using cognito = await startCognito();
    listenTo(cognito, 'Define', ({ response }: TriggerEvent) => {
      response['challengeName'] = 'DEVICE_SRP_AUTH';
    });
    const pool = await setUp(cognito);
    await expect(start(cognito, pool)).rejects.toMatchObject({
      name: 'NotImplementedException',
      message: expect.stringContaining('DEVICE_SRP_AUTH'),
    });
  });
});

test('amazon-cognito-identity-js proves the password and then answers the riddle', async () => {
  await using cognito = await startCognito();
  const { define } = riddle(cognito);
  const pool = await setUp(cognito);
  const Pool = new CognitoUserPool({
    UserPoolId: pool.poolId,
    ClientId: pool.clientId,
    endpoint: cognito.endpoint,
  });
  const user = new CognitoUser({ Username: ANN, Pool });
  const details = new AuthenticationDetails({ Username: ANN, Password: PASSWORD });
  user.setAuthenticationFlowType('CUSTOM_AUTH');
  const asked: unknown[] = [];
  const idToken = await new Promise<string>((resolve, reject) => {
    const callbacks = {
      onSuccess: (session: { getIdToken(): { getJwtToken(): string } }) =>
        resolve(session.getIdToken().getJwtToken()),
      onFailure: reject,
      customChallenge: (parameters: unknown) => {
        asked.push(parameters);
        user.sendCustomChallengeAnswer('42', callbacks);
      },
    };
    user.authenticateUser(details, callbacks);
  });
  expect(idToken.split('.')).toHaveLength(3);
  expect(asked).toEqual([expect.objectContaining({ question: 'What is 6 × 7?' })]);
  expect(define.map(({ request }) => (request['session'] as Answered[]).at(-1)?.challengeName)).toEqual([
    'SRP_A',
    'PASSWORD_VERIFIER',
    'CUSTOM_CHALLENGE',
  ]);
});
