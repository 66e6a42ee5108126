import {
  AdminConfirmSignUpCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminResetUserPasswordCommand,
  AdminSetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  ForgotPasswordCommand,
  GetUserCommand,
  ListUsersCommand,
  ResendConfirmationCodeCommand,
  RespondToAuthChallengeCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type Action,
  type ActionKind,
  expected,
  FIRST_PASSWORD,
  type ModelPerson,
  NEXT_PASSWORD,
  WRONG_PASSWORD,
} from '../testing/model.ts';
import { createPool, signIn, type TestPool } from '../testing/people.ts';
import { startCognito, type TestCognito } from '../testing/start-cognito.ts';

/** Actions are so far apart that neither locks nor counts of attempts fill up; codes do expire. */
const STEP = 16 * 60_000;
const HOUR = 3_600_000;

const plain: ActionKind[] = [
  'signUp',
  'resend',
  'adminConfirm',
  'forgot',
  'adminReset',
  'adminCreate',
  'disable',
  'enable',
  'delete',
  'signOut',
];
const who = fc.nat({ max: 1 });
const mostly = fc.nat({ max: 3 }).map((number) => number > 0);
const actions: fc.Arbitrary<Action> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constantFrom(...plain), who }) as fc.Arbitrary<Action> },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom('confirm' as const, 'confirmForgot' as const, 'signIn' as const),
      who,
      right: mostly,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('setPassword' as const), who, permanent: fc.boolean() }),
  },
);

function emailOf(index: number): string {
  return `person${index}@example.com`;
}

/** Performs an action at the service; returns the access token if there is one. */
async function perform(
  cognito: TestCognito,
  pool: TestPool,
  action: Action,
  person: ModelPerson | undefined,
): Promise<string | undefined> {
  const { client } = cognito;
  const Username = emailOf(action.who);
  const admin = { UserPoolId: pool.poolId, Username };
  const app = { ClientId: pool.clientId, Username };
  const entered = (purpose: 'SignUp' | 'ForgotPassword', right: boolean) => {
    const code = person?.codes[purpose]?.code ?? '000000';
    return right ? code : code === '111111' ? '222222' : '111111';
  };
  switch (action.kind) {
    case 'signUp':
      await client.send(new SignUpCommand({ ...app, Password: FIRST_PASSWORD }));
      return undefined;
    case 'adminCreate':
      await client.send(
        new AdminCreateUserCommand({
          ...admin,
          TemporaryPassword: FIRST_PASSWORD,
          MessageAction: 'SUPPRESS',
        }),
      );
      return undefined;
    case 'confirm':
      await client.send(
        new ConfirmSignUpCommand({ ...app, ConfirmationCode: entered('SignUp', action.right) }),
      );
      return undefined;
    case 'resend':
      await client.send(new ResendConfirmationCodeCommand(app));
      return undefined;
    case 'adminConfirm':
      await client.send(new AdminConfirmSignUpCommand(admin));
      return undefined;
    case 'forgot':
      await client.send(new ForgotPasswordCommand(app));
      return undefined;
    case 'confirmForgot':
      await client.send(
        new ConfirmForgotPasswordCommand({
          ...app,
          ConfirmationCode: entered('ForgotPassword', action.right),
          Password: NEXT_PASSWORD,
        }),
      );
      return undefined;
    case 'adminReset':
      await client.send(new AdminResetUserPasswordCommand(admin));
      return undefined;
    case 'setPassword':
      await client.send(
        new AdminSetUserPasswordCommand({ ...admin, Password: FIRST_PASSWORD, Permanent: action.permanent }),
      );
      return undefined;
    case 'disable':
      await client.send(new AdminDisableUserCommand(admin));
      return undefined;
    case 'enable':
      await client.send(new AdminEnableUserCommand(admin));
      return undefined;
    case 'signOut':
      await client.send(new AdminUserGlobalSignOutCommand(admin));
      return undefined;
    case 'delete':
      await client.send(new AdminDeleteUserCommand(admin));
      return undefined;
    case 'signIn':
      return performSignIn(cognito, pool, Username, action.right ? (person?.password ?? '') : WRONG_PASSWORD);
  }
}

async function performSignIn(
  cognito: TestCognito,
  pool: TestPool,
  username: string,
  password: string,
): Promise<string | undefined> {
  const started = await signIn(cognito, pool, username, password || WRONG_PASSWORD);
  if (started.ChallengeName === undefined) return started.AuthenticationResult?.AccessToken;
  expect(started).not.toHaveProperty('AuthenticationResult.AccessToken');
  const answered = await cognito.client.send(
    new RespondToAuthChallengeCommand({
      ClientId: pool.clientId,
      ChallengeName: started.ChallengeName,
      Session: started.Session,
      ChallengeResponses: { USERNAME: username, NEW_PASSWORD: NEXT_PASSWORD },
    }),
  );
  return answered.AuthenticationResult?.AccessToken;
}

/** The service must show of a person what the model has; a token opens what it may, and nothing else. */
async function compare(
  cognito: TestCognito,
  pool: TestPool,
  index: number,
  person: ModelPerson | undefined,
  token: string,
) {
  const { client } = cognito;
  const email = emailOf(index);
  const { Users } = await client.send(
    new ListUsersCommand({ UserPoolId: pool.poolId, Filter: `email = "${email}"` }),
  );
  expect(Users).toHaveLength(person ? 1 : 0);
  if (person) {
    const shown = await client.send(new AdminGetUserCommand({ UserPoolId: pool.poolId, Username: email }));
    const verified = shown.UserAttributes?.find(({ Name }) => Name === 'email_verified')?.Value === 'true';
    expect({ status: shown.UserStatus, enabled: shown.Enabled, verified }).toEqual({
      status: person.status,
      enabled: person.enabled,
      verified: person.verified,
    });
  }
  if (token === '') return;
  const opens = await client.send(new GetUserCommand({ AccessToken: token })).then(
    () => true,
    () => false,
  );
  const mayOpen =
    person?.token?.value === token &&
    person.token.until > cognito.clock.now() &&
    person.enabled &&
    person.status !== 'RESET_REQUIRED';
  expect(opens).toBe(mayOpen);
}

test('every sequence of sign-up, confirmation, reset, administration and deletion follows AWS’s documented states', async () => {
  await using cognito = await startCognito();
  await fc.assert(
    fc.asyncProperty(fc.array(actions, { minLength: 1, maxLength: 25 }), async (sequence) => {
      const pool = await createPool(cognito, {}, { PreventUserExistenceErrors: 'LEGACY' });
      const people = new Map<number, ModelPerson>();
      const tokens = new Map<number, string>();
      for (const action of sequence) {
        cognito.clock.advance(STEP);
        const now = cognito.clock.now();
        const before = structuredClone(people.get(action.who));
        const { error, sent } = expected(people, action, now);
        const outcome = await perform(cognito, pool, action, before).then(
          (token) => ({ token, error: undefined }),
          (thrown: Error) => ({ token: undefined, error: thrown.name }),
        );
        expect({ action, error: outcome.error }).toEqual({ action, error });
        const person = people.get(action.who);
        if (person && sent) {
          const { code } = await cognito.lastMessage(emailOf(action.who));
          person.codes[sent] = { code, until: now + (sent === 'SignUp' ? 24 * HOUR : HOUR) };
        }
        if (person && outcome.token) {
          person.token = { value: outcome.token, until: now + HOUR };
          tokens.set(action.who, outcome.token);
        }
        await compare(cognito, pool, action.who, person, tokens.get(action.who) ?? '');
      }
    }),
    { numRuns: 40 },
  );
});
