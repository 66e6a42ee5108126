import {
  AdminConfirmSignUpCommand,
  AdminDisableUserCommand,
  AdminUserGlobalSignOutCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  DeleteUserPoolCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cognito, gates, outputs } from './environment.ts';
import { askFor } from './own-credential.ts';
import { allKeysOf, confirmedPerson, newPassword, type Person, signIn } from './person.ts';

const ROUTES = ['POST /credential/rotate', 'GET /credential', 'DELETE /credential'] as const;
const UNAUTHORIZED = { status: 401, text: '{"message":"Unauthorized"}' };

let person: Person;
let before: string[];
/** Of a person with the same name in another pool. */
let foreign: string;
let otherPool = '';

beforeAll(async () => {
  person = await confirmedPerson();
  before = await allKeysOf(person);
  foreign = await tokenOfAnotherPool();
});

afterAll(async () => {
  if (otherPool) await cognito.send(new DeleteUserPoolCommand({ UserPoolId: otherPool }));
});

async function tokenOfAnotherPool(): Promise<string> {
  const { UserPool } = await cognito.send(
    new CreateUserPoolCommand({ PoolName: `${outputs.app}-e2e-other`, UsernameAttributes: ['email'] }),
  );
  otherPool = UserPool?.Id ?? '';
  const { UserPoolClient } = await cognito.send(
    new CreateUserPoolClientCommand({
      UserPoolId: otherPool,
      ClientName: 'e2e',
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    }),
  );
  const ClientId = UserPoolClient?.ClientId;
  const [Username, Password] = [person.email, newPassword()];
  await cognito.send(new SignUpCommand({ ClientId, Username, Password }));
  await cognito.send(new AdminConfirmSignUpCommand({ UserPoolId: otherPool, Username }));
  const { AuthenticationResult } = await cognito.send(
    new InitiateAuthCommand({
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId,
      AuthParameters: { USERNAME: Username, PASSWORD: Password },
    }),
  );
  return AuthenticationResult?.AccessToken ?? '';
}

/** The same token with another letter in its signature. */
function spoilt(token: string): string {
  const at = token.length - 20;
  return `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
}

describe.each(gates)('the $kind API', (gate) => {
  // An HTTP API distinguishes a valid token without the scope from an invalid one (API Gateway guide, "JWT authorizers").
  const noScope = gate.kind === 'http' ? { status: 403, text: '{"message":"Forbidden"}' } : UNAUTHORIZED;

  describe.each(ROUTES)('%s', (route) => {
    test('needs a token', async () => {
      expect(await askFor(gate, route, undefined)).toMatchObject(UNAUTHORIZED);
      expect(await askFor(gate, route, 'not.a.token')).toMatchObject(UNAUTHORIZED);
    });

    test('rejects a spoilt token and one of another pool', async () => {
      const { access } = await signIn(person);
      expect(await askFor(gate, route, spoilt(access))).toMatchObject(UNAUTHORIZED);
      expect(await askFor(gate, route, foreign)).toMatchObject(UNAUTHORIZED);
    });

    test('rejects an id token: it is made for the app and cannot be revoked', async () => {
      const { id } = await signIn(person);
      expect(await askFor(gate, route, id)).toMatchObject(noScope);
    });

    test('rejects a revoked token, although its signature and times are valid', async () => {
      const { access } = await signIn(person);
      await cognito.send(
        new AdminUserGlobalSignOutCommand({ UserPoolId: outputs.userPoolId, Username: person.email }),
      );
      expect(await askFor(gate, route, access)).toMatchObject(UNAUTHORIZED);
    });

    test('rejects a person whom an administrator disabled', async () => {
      const disabled = await confirmedPerson();
      const { access } = await signIn(disabled);
      await cognito.send(
        new AdminDisableUserCommand({ UserPoolId: outputs.userPoolId, Username: disabled.email }),
      );
      expect(await askFor(gate, route, access)).toMatchObject(UNAUTHORIZED);
    });
  });

  test('leaves the person’s credential as it was after all of that', async () => {
    expect(await allKeysOf(person)).toEqual(before);
  });
});
