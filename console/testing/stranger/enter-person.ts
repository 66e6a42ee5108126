import {
  AdminAddUserToGroupCommand,
  CreateGroupCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { PASSWORD, type TracedStack } from '../../../emulator/control/traces/testing/traced-stack.ts';
import { attempt, NAME } from './fields.ts';

/** A pool with a person who has signed up, and waits for their code. */
export async function enterPerson({ cognito }: TracedStack): Promise<{ pool: string; person: string }> {
  const { UserPool } = await cognito.send(
    new CreateUserPoolCommand({
      PoolName: NAME,
      AutoVerifiedAttributes: ['email'],
      EmailVerificationSubject: attempt('mail subject'),
      EmailVerificationMessage: `{####} ${attempt('mail body')}`,
      UserPoolTags: { strange: attempt('tag') },
    }),
  );
  const UserPoolId = UserPool?.Id ?? '';
  const { UserPoolClient } = await cognito.send(
    new CreateUserPoolClientCommand({ UserPoolId, ClientName: NAME }),
  );
  const Username = attempt('user name');
  await cognito.send(
    new SignUpCommand({
      ClientId: UserPoolClient?.ClientId,
      Username,
      Password: PASSWORD,
      UserAttributes: [
        { Name: 'email', Value: `${attempt('e-mail')}@example.com` },
        { Name: 'name', Value: attempt('user attribute') },
      ],
    }),
  );
  const GroupName = attempt('group');
  await cognito.send(new CreateGroupCommand({ UserPoolId, GroupName }));
  await cognito.send(new AdminAddUserToGroupCommand({ UserPoolId, GroupName, Username }));
  return { pool: UserPoolId, person: Username };
}
