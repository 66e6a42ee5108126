import { randomBytes } from 'node:crypto';
import {
  CognitoIdentityProviderClient,
  ConfirmSignUpCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Outputs } from '../provision/outputs.ts';
import { ReaderError } from '../provision/reconcile/reader-error.ts';
import { type Gate, gatesOf } from '../provision/refusals.ts';
import { localClient } from './local-client.ts';

/** The inbox of an address in the engine; no mail leaves the machine. */
export function inboxOf({ endpoint }: Pick<Outputs, 'endpoint'>, email: string): string {
  return `${endpoint}/_gatehouse/inbox?to=${encodeURIComponent(email)}`;
}

/** The newest code in an inbox. Throws ReaderError if there is none. */
export async function codeFrom(inbox: string): Promise<string> {
  const response = await fetch(inbox);
  const [mail] = (await response.json()) as { code: string }[];
  if (!mail) throw new ReaderError(`The inbox ${inbox} holds no mail: is this the embedded engine?`);
  return mail.code;
}

/** Signs a person in, and returns their access token. Throws ReaderError without one. */
export async function signIn(outputs: Outputs, email: string, password: string): Promise<string> {
  const cognito = new CognitoIdentityProviderClient(localClient(outputs.endpoint, outputs.region));
  const { AuthenticationResult } = await cognito.send(
    new InitiateAuthCommand({
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: outputs.userPoolClientId,
      AuthParameters: { USERNAME: email, PASSWORD: password },
    }),
  );
  const token = AuthenticationResult?.AccessToken;
  if (!token) throw new ReaderError(`Signing ${email} in wants more than a password.`);
  return token;
}

/** Gets a person a new credential by one of the gate's APIs. Throws ReaderError if that is rejected. */
export async function rotate({ url }: Pick<Gate, 'url'>, accessToken: string): Promise<string> {
  const headers = { Authorization: `Bearer ${accessToken}` };
  const response = await fetch(`${url}/credential/rotate`, { method: 'POST', headers });
  const text = await response.text();
  if (response.status !== 200)
    throw new ReaderError(
      `POST ${url}/credential/rotate was answered ${response.status} ${text}; see make logs.`,
    );
  return (JSON.parse(text) as { credential: string }).credential;
}

/** A password that satisfies the pool's policy. */
export function newPassword(): string {
  return `Demo-${randomBytes(9).toString('base64url')}-1a`;
}

/** Signs a new person up, confirms, signs in, and returns their credential. */
export async function newCredential(outputs: Outputs): Promise<string> {
  const email = `${randomBytes(6).toString('hex')}@example.com`;
  const password = newPassword();
  const cognito = new CognitoIdentityProviderClient(localClient(outputs.endpoint, outputs.region));
  const user = { ClientId: outputs.userPoolClientId, Username: email };
  await cognito.send(
    new SignUpCommand({
      ...user,
      Password: password,
      UserAttributes: [{ Name: 'email', Value: email }],
    }),
  );
  const code = await codeFrom(inboxOf(outputs, email));
  await cognito.send(new ConfirmSignUpCommand({ ...user, ConfirmationCode: code }));
  const [gate] = gatesOf(outputs);
  return rotate(gate, await signIn(outputs, email, password));
}
