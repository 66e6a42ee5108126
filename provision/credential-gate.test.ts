import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AdminConfirmSignUpCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  GetRolePolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Engine, startEngine } from '../emulator/engine.ts';
import { TestClock } from '../emulator/store/clock.ts';
import type { Clients } from './clients.ts';
import { main } from './main.ts';
import type { Outputs } from './outputs.ts';
import { gatesOf } from './refusals.ts';
import { runAgainst } from './testing/run-against.ts';

let engine: Engine;
let folder: string;
let aws: Clients;
let outputs: Outputs;
const clock = new TestClock();

beforeAll(async () => {
  engine = await startEngine({ clock });
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-'));
  aws = runAgainst(engine.endpoint).run.clients;
  const silent = { out: () => undefined, note: () => undefined, interactive: false, draws: false };
  const terminal = { ...silent, confirm: () => Promise.resolve(false) };
  const env = { AWS_ENDPOINT_URL: engine.endpoint, STATE_DIR: folder, API: 'both' };
  expect(await main(['apply'], env, join(import.meta.dirname, '..'), terminal)).toBe(0);
  outputs = JSON.parse(await readFile(join(folder, 'outputs.json'), 'utf8'));
});
afterAll(async () => {
  aws.destroy();
  await rm(folder, { recursive: true });
  await engine[Symbol.asyncDispose]();
});

async function accessToken(Username: string): Promise<string> {
  const { userPoolId: UserPoolId, userPoolClientId: ClientId } = outputs;
  const Password = 'Correct-horse-1';
  const UserAttributes = [{ Name: 'email', Value: Username }];
  await aws.cognito.send(new SignUpCommand({ ClientId, Username, Password, UserAttributes }));
  await aws.cognito.send(new AdminConfirmSignUpCommand({ UserPoolId, Username }));
  const { AuthenticationResult } = await aws.cognito.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: Username, PASSWORD: Password },
    }),
  );
  return AuthenticationResult?.AccessToken ?? '';
}

test('both kinds of API accept an access token for its hour, and reject it as expired afterwards', async () => {
  const token = await accessToken('late@example.com');
  const ask = () =>
    Promise.all(
      gatesOf(outputs).map(async ({ url }) => {
        const response = await fetch(`${url}/credential`, { headers: { authorization: `Bearer ${token}` } });
        return [response.status, await response.text()];
      }),
    );
  expect((await ask()).map(([status]) => status)).toEqual([200, 200]);
  clock.advance(3_601_000);
  expect(await ask()).toEqual([
    [401, '{"message":"The incoming token has expired"}'],
    [401, '{"message":"Unauthorized"}'],
  ]);
});

/** The table, with exactly the permissions of a function's role. */
async function tableAs(functionName: string): Promise<DynamoDBClient> {
  const [UserName, PolicyName] = ['prober', `${functionName}-may`];
  const { PolicyDocument = '' } = await aws.iam.send(
    new GetRolePolicyCommand({ RoleName: functionName, PolicyName }),
  );
  await aws.iam.send(new CreateUserCommand({ UserName }));
  await aws.iam.send(
    new PutUserPolicyCommand({ UserName, PolicyName, PolicyDocument: decodeURIComponent(PolicyDocument) }),
  );
  const { AccessKey } = await aws.iam.send(new CreateAccessKeyCommand({ UserName }));
  const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = AccessKey ?? {};
  const credentials = { accessKeyId, secretAccessKey };
  return new DynamoDBClient({ endpoint: engine.endpoint, region: 'us-east-1', credentials });
}

test('the authorizer’s role may write the hour of a use, and nothing else', async () => {
  const table = await tableAs(outputs.functions.authorizer);
  const set = (name: string) =>
    table.send(
      new UpdateItemCommand({
        TableName: outputs.tableName,
        Key: { authentication: { S: 'somebody' } },
        UpdateExpression: 'SET #name = :value',
        ExpressionAttributeNames: { '#name': name },
        ExpressionAttributeValues: { ':value': { BOOL: true } },
      }),
    );
  await set('lastUsedAt');
  await expect(set('active')).rejects.toMatchObject({ name: 'AccessDeniedException' });
  await expect(set('username')).rejects.toMatchObject({ name: 'AccessDeniedException' });
  table.destroy();
});
