import { randomBytes } from 'node:crypto';
import {
  AdminConfirmSignUpCommand,
  ConfirmSignUpCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { type AttributeValue, GetItemCommand, paginateScan } from '@aws-sdk/client-dynamodb';
import { guardKey } from '../lambdas/shared/person-record.ts';
import { confirmation, confirmationCode } from './confirmation-code.ts';
import { cognito, dynamodb, gates, outputs } from './environment.ts';
import { rotate } from './own-credential.ts';

/** The API from which people get their credentials here. */
const [gate] = gates;

export interface Person {
  email: string;
  password: string;
  /** The user's name in the pool, a UUID. */
  sub: string;
}

/** Signs up a new person whom no other test uses. */
export async function signUp(): Promise<Person> {
  const email = `${randomBytes(8).toString('hex')}@example.com`;
  const password = newPassword();
  const { UserSub: sub = '' } = await cognito.send(
    new SignUpCommand({
      ClientId: outputs.userPoolClientId,
      Username: email,
      Password: password,
      UserAttributes: [{ Name: 'email', Value: email }],
    }),
  );
  return { email, password, sub };
}

/** A password that satisfies the pool's policy. */
export function newPassword(): string {
  return `Aa1-${randomBytes(12).toString('base64url')}`;
}

export async function confirm(person: Person, code: string): Promise<void> {
  await cognito.send(
    new ConfirmSignUpCommand({
      ClientId: outputs.userPoolClientId,
      Username: person.email,
      ConfirmationCode: code,
    }),
  );
}

/** Signs up and confirms; as an administrator on targets without codes. */
export async function confirmedPerson(): Promise<Person> {
  const person = await signUp();
  if (confirmation.way === 'admin') {
    await cognito.send(
      new AdminConfirmSignUpCommand({ UserPoolId: outputs.userPoolId, Username: person.email }),
    );
  } else {
    await confirm(person, await confirmationCode(person));
  }
  return person;
}

/** Signs in, and returns an access token and an id token. */
export async function signIn({ email, password }: Person): Promise<{ access: string; id: string }> {
  const { AuthenticationResult } = await cognito.send(
    new InitiateAuthCommand({
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: outputs.userPoolClientId,
      AuthParameters: { USERNAME: email, PASSWORD: password },
    }),
  );
  return { access: AuthenticationResult?.AccessToken ?? '', id: AuthenticationResult?.IdToken ?? '' };
}

/** Returns the item under a key of the table `user`. */
export async function itemOf(authentication: string): Promise<Record<string, AttributeValue> | undefined> {
  const { Item } = await dynamodb.send(
    new GetItemCommand({
      TableName: outputs.tableName,
      Key: { authentication: { S: authentication } },
      ConsistentRead: true,
    }),
  );
  return Item;
}

/** Returns the key of the person's item: their credential, or its digest, as the stack stores it. */
export async function keyOfCredential(person: Person): Promise<string> {
  const guard = await itemOf(guardKey(outputs.userPoolId, person.sub));
  const credential = guard?.['credential']?.S;
  if (!credential) throw new Error(`There is no credential of ${person.sub} in ${outputs.tableName}.`);
  return credential;
}

/**
 * Returns the person's credential: what follows `Basic ` in the header. It comes from the table, or from a rotation if the table holds a
 * digest.
 */
export async function credentialOf(person: Person): Promise<string> {
  const key = await keyOfCredential(person);
  return outputs.credentialStorage === 'hashed' ? rotate(gate, (await signIn(person)).access) : key;
}

/** Returns the key of every credential of the person in the table, by a scan. */
export async function allKeysOf(person: Person): Promise<string[]> {
  const found: string[] = [];
  const query = {
    TableName: outputs.tableName,
    ConsistentRead: true,
    FilterExpression: '#username = :username AND attribute_exists(#active)',
    ExpressionAttributeNames: { '#username': 'username', '#active': 'active' },
    ExpressionAttributeValues: { ':username': { S: person.sub } },
  };
  for await (const page of paginateScan({ client: dynamodb }, query)) {
    found.push(...(page.Items ?? []).map((item) => item['authentication']?.S ?? ''));
  }
  return found;
}
