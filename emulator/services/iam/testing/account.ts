import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, type AssumeRoleCommandInput, STSClient } from '@aws-sdk/client-sts';
import type { Engine } from '../../../engine.ts';

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

export const ACCOUNT = '000000000000';

/** Options of an SDK client for the engine, as the account's root by default. */
export function clientOptions(
  engine: Engine,
  credentials: Credentials = { accessKeyId: 'test', secretAccessKey: 'test' },
) {
  return { endpoint: engine.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 };
}

/** A policy of one allowing statement. */
export function allows(
  Action: string | string[],
  Resource: string | string[] = '*',
  more: object = {},
): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action, Resource, ...more }],
  });
}

/** A trust policy. */
export function trusts(Principal: object | string, more: object = {}): string {
  const statement = { Effect: 'Allow', Principal, Action: 'sts:AssumeRole', ...more };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

/** Creates a role that the account may assume, with one inline policy, `may`. */
export async function makeRole(
  engine: Engine,
  RoleName: string,
  policy?: string,
  Action: string[] = ['sts:AssumeRole'],
): Promise<void> {
  const iam = new IAMClient(clientOptions(engine));
  const AssumeRolePolicyDocument = trusts({ AWS: `arn:aws:iam::${ACCOUNT}:root` }, { Action });
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  if (policy !== undefined)
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'may', PolicyDocument: policy }));
  iam.destroy();
}

/** Credentials of a session of the role. */
export async function sessionOf(
  engine: Engine,
  role: string,
  more: Partial<AssumeRoleCommandInput> = {},
  credentials?: Credentials,
): Promise<Credentials> {
  const sts = new STSClient(clientOptions(engine, credentials));
  const RoleArn = `arn:aws:iam::${ACCOUNT}:role/${role}`;
  const { Credentials: given } = await sts.send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName: 'session', ...more }),
  );
  sts.destroy();
  return {
    accessKeyId: given?.AccessKeyId ?? '',
    secretAccessKey: given?.SecretAccessKey ?? '',
    sessionToken: given?.SessionToken ?? '',
  };
}
