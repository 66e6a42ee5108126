import type { Act, Client } from '../act.ts';
import { ok, refused, same, WrongAnswer } from '../caller.ts';

interface SignedIn {
  AuthenticationResult: { AccessToken: string; IdToken: string; RefreshToken: string };
}

const PASSWORD = 'Soaked-1-password';
const PEOPLE = 3;

/** People sign up, sign in, look themselves up, forget passwords and leave. Resolves when this client's people are there. */
export async function cognitoActs({ number, caller, scene, pick }: Client): Promise<Act[]> {
  const { poolId: UserPoolId, clientId: ClientId } = scene;
  const call = (operation: string, input: object) => caller.json('cognito-idp', operation, input);
  const nameOf = (index: number) => `client-${number}-person-${index}`;
  const tokens: (SignedIn['AuthenticationResult'] | undefined)[] = [];
  let strangers = 0;

  async function signUp(Username: string): Promise<void> {
    const email = `${Username}@example.com`;
    await ok(
      call('SignUp', {
        ClientId,
        Username,
        Password: PASSWORD,
        UserAttributes: [{ Name: 'email', Value: email }],
      }),
    );
    await ok(call('AdminConfirmSignUp', { UserPoolId, Username }));
    await ok(
      call('AdminUpdateUserAttributes', {
        UserPoolId,
        Username,
        UserAttributes: [{ Name: 'email_verified', Value: 'true' }],
      }),
    );
  }

  const attempt = (USERNAME: string, word: string) =>
    call('InitiateAuth', {
      ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME, PASSWORD: word },
    });

  async function signIn(index: number) {
    const { AuthenticationResult } = await ok<SignedIn>(attempt(nameOf(index), PASSWORD));
    tokens[index] = AuthenticationResult;
    return AuthenticationResult;
  }
  const signedIn = async (index: number) => tokens[index] ?? (await signIn(index));

  for (let index = 0; index < PEOPLE; index += 1) await signUp(nameOf(index));

  return [
    { name: 'sign in', share: 8, run: async () => void (await signIn(pick(PEOPLE))) },
    {
      name: 'look oneself up',
      share: 4,
      async run() {
        const index = pick(PEOPLE);
        const { AccessToken } = await signedIn(index);
        const { Username } = await ok(call('GetUser', { AccessToken }));
        same('the user of the token', Username, nameOf(index));
      },
    },
    {
      name: 'refresh',
      share: 3,
      async run() {
        const { RefreshToken } = await signedIn(pick(PEOPLE));
        await ok(
          call('InitiateAuth', {
            ClientId,
            AuthFlow: 'REFRESH_TOKEN_AUTH',
            AuthParameters: { REFRESH_TOKEN: RefreshToken },
          }),
        );
      },
    },
    {
      name: 'enter through an API with a token',
      share: 4,
      async run() {
        const { IdToken } = await signedIn(pick(PEOPLE));
        const path = `/_aws/execute-api/${scene.httpApiId}/soak/people`;
        const { status, text } = await caller.open('GET', path, { authorization: `Bearer ${IdToken}` });
        same('the answer behind the JWT', [status, text], [200, 'answered']);
        const [head, claims, signature = ''] = IdToken.split('.');
        const forged = `${head}.${claims}.${[...signature].reverse().join('')}`;
        await refused(caller.open('GET', path, { authorization: `Bearer ${forged}` }), 401, 'Unauthorized');
      },
    },
    {
      name: 'mistype a password',
      share: 1,
      // Of nobody: the fifth wrong one in a row would lock a person for a while.
      run: () => refused(attempt(`nobody-${number}`, 'Wrong-1-password'), 400, 'UserNotFoundException'),
    },
    {
      name: 'change an attribute',
      share: 2,
      async run() {
        const Username = nameOf(pick(PEOPLE));
        const value = `nick-${pick(1_000_000)}`;
        await ok(
          call('AdminUpdateUserAttributes', {
            UserPoolId,
            Username,
            UserAttributes: [{ Name: 'nickname', Value: value }],
          }),
        );
        const { UserAttributes } = await ok<{ UserAttributes: { Name: string; Value: string }[] }>(
          call('AdminGetUser', { UserPoolId, Username }),
        );
        same('the nickname', UserAttributes.find(({ Name }) => Name === 'nickname')?.Value, value);
      },
    },
    {
      name: 'sign out',
      share: 1,
      async run() {
        const index = pick(PEOPLE);
        const { AccessToken, RefreshToken } = await signIn(index);
        tokens[index] = undefined;
        if (pick(2) === 0) await ok(call('GlobalSignOut', { AccessToken }));
        else await ok(call('RevokeToken', { ClientId, Token: RefreshToken }));
        await refused(call('GetUser', { AccessToken }), 400, 'NotAuthorizedException');
      },
    },
    {
      name: 'come and leave',
      share: 1,
      async run() {
        strangers += 1;
        const Username = `client-${number}-stranger-${strangers}`;
        await signUp(Username);
        await ok(call('ForgotPassword', { ClientId, Username }));
        await refused(
          call('ConfirmForgotPassword', {
            ClientId,
            Username,
            ConfirmationCode: 'x',
            Password: PASSWORD,
          }),
          400,
          'CodeMismatchException',
        );
        const { Users } = await ok<{ Users: { Username: string }[] }>(
          call('ListUsers', { UserPoolId, Filter: `email = "${Username}@example.com"` }),
        );
        same('who was found', Users[0]?.Username, Username);
        await ok(call('AdminDeleteUser', { UserPoolId, Username }));
        await refused(call('AdminGetUser', { UserPoolId, Username }), 400, 'UserNotFoundException');
      },
    },
    {
      name: 'read the inbox',
      share: 0.2,
      async run() {
        const { status } = await caller.open('GET', '/_gatehouse/inbox?limit=5');
        if (status !== 200) throw new WrongAnswer(`The inbox answered ${status}`);
      },
    },
  ];
}
