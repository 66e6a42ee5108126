import type { Principal } from '../../edge/principal.ts';

/** The session in which Lambda itself uses a function's role: to read event sources, and to send records. */
export function roleSession(roleArn: string): Principal {
  const [, , , , accountId = '', path = ''] = roleArn.split(':');
  const role = path.slice(path.lastIndexOf('/') + 1);
  return {
    kind: 'assumed-role',
    accountId,
    arn: `arn:aws:sts::${accountId}:assumed-role/${role}/awslambda`,
    userId: role,
    roleArn,
  };
}
