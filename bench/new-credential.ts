import {
  CognitoIdentityProviderClient,
  ConfirmSignUpCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { guardKey } from '../lambdas/shared/person-record.ts';
import type { Outputs } from '../provision/outputs.ts';

/** Walks a new person through sign-up and confirmation, and returns their credential. */
export async function newCredential(outputs: Outputs): Promise<string> {
  const options = {
    endpoint: outputs.endpoint,
    region: outputs.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const cognito = new CognitoIdentityProviderClient(options);
  const email = `bench-${process.hrtime.bigint()}@example.com`;
  const client = { ClientId: outputs.userPoolClientId, Username: email };
  const { UserSub = '' } = await cognito.send(
    new SignUpCommand({
      ...client,
      Password: 'Bench-1-password',
      UserAttributes: [{ Name: 'email', Value: email }],
    }),
  );
  const inbox = await fetch(`${outputs.endpoint}/_gatehouse/inbox?to=${encodeURIComponent(email)}&wait=10`);
  const [mail] = (await inbox.json()) as { code: string }[];
  await cognito.send(new ConfirmSignUpCommand({ ...client, ConfirmationCode: mail?.code }));
  const { Item } = await new DynamoDBClient(options).send(
    new GetItemCommand({
      TableName: outputs.tableName,
      Key: { authentication: { S: guardKey(outputs.userPoolId, UserSub) } },
    }),
  );
  const credential = Item?.['credential']?.S;
  if (!credential) throw new Error(`No credential was stored for ${email}.`);
  return credential;
}
