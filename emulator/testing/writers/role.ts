import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import type { Access } from './writer.ts';

/** Lambda and the account itself may assume it. */
export const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
    { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::000000000000:root' }, Action: 'sts:AssumeRole' },
  ],
});
/** Makes a role that functions and people of the account may assume. */
export async function makeRole(access: Access, RoleName: string): Promise<void> {
  const iam = new IAMClient(access);
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUST }));
  iam.destroy();
}
