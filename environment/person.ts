import { randomBytes } from 'node:crypto';
import {
  CognitoIdentityProviderClient,
  ConfirmSignUpCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { guardKey } from '../lambdas/shared/person-record.ts';
import type { Outputs } from '../provision/outputs.ts';
import { ReaderError } from '../provision/reconcile/reader-error.ts';
import { localClient } from './local-client.ts';

/** Where the engine keeps the mail of an address; no mail leaves the machine. */
export function inboxOf({ endpoint }: Pick<Outputs, 'endpoint'>, email: string): string {
  return `${endpoint}/_gatehouse/inbox?to=${encodeURIComponent(email)}`;
}

/** The newest code in an inbox. Throws ReaderError when there is none. */
export async function codeFrom(inbox: string): Promise<string> {
  const response = await fetch(inbox);
  const [mail] = (await response.json()) as { code: string }[];
  if (!mail) throw new ReaderError(`The inbox ${inbox} holds no mail: is this the embedded engine?`);
  return mail.code;
}

/** A person's credential, found by the guard item that the function writes beside it. Throws ReaderError without one. */
export async function credentialOf(outputs: Outputs, sub: string): Promise<string> {
  const table = new DynamoDBClient(localClient(outputs.endpoint, outputs.region));
  const { Item } = await table.send(
    new GetItemCommand({
      TableName: outputs.tableName,
      Key: { authentication: { S: guardKey(outputs.userPoolId, sub) } },
      ConsistentRead: true,
    }),
  );
  const credential = Item?.['credential']?.S;
  if (!credential)
    throw new ReaderError(`The table ${outputs.tableName} holds no credential for ${sub}; see make logs.`);
  return credential;
}

/** A password that the pool's policy takes. */
export function newPassword(): string {
  return `Demo-${randomBytes(9).toString('base64url')}-1a`;
}

/** Signs a new person up, confirms, and returns the credential that the person was given. */
export async function newCredential(outputs: Outputs): Promise<string> {
  const email = `${randomBytes(6).toString('hex')}@example.com`;
  const cognito = new CognitoIdentityProviderClient(localClient(outputs.endpoint, outputs.region));
  const user = { ClientId: outputs.userPoolClientId, Username: email };
  const { UserSub: sub = '' } = await cognito.send(
    new SignUpCommand({
      ...user,
      Password: newPassword(),
      UserAttributes: [{ Name: 'email', Value: email }],
    }),
  );
  const code = await codeFrom(inboxOf(outputs, email));
  await cognito.send(new ConfirmSignUpCommand({ ...user, ConfirmationCode: code }));
  return credentialOf(outputs, sub);
}
