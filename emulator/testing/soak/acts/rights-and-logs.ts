import type { Act, Client } from '../act.ts';
import { ok, okText, refused, same, WrongAnswer } from '../caller.ts';

const POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: '*' },
    {
      Effect: 'Deny',
      Action: 'dynamodb:*',
      Resource: '*',
      Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
    },
  ],
});
const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::000000000000:root' }, Action: 'sts:AssumeRole' },
  ],
});

/** Roles come and go, sessions are opened and used, lines are logged and found. */
export function rightsAndLogsActs({ number, caller, scene, pick }: Client): Act[] {
  const iam = (Action: string, parameters: Record<string, string>) =>
    caller.query('iam', { Action, ...parameters });
  const logs = (operation: string, input: object) => caller.json('logs', operation, input);
  let made = 0;
  const logStreamName = `client-${number}`;
  return [
    {
      name: 'make and delete a role',
      share: 1,
      async run() {
        made += 1;
        const RoleName = `client-${number}-${made}`;
        await okText(iam('CreateRole', { RoleName, AssumeRolePolicyDocument: TRUST }));
        await okText(iam('PutRolePolicy', { RoleName, PolicyName: 'p', PolicyDocument: POLICY }));
        const text = await okText(
          caller.query('sts', {
            Action: 'AssumeRole',
            RoleArn: `arn:aws:iam::000000000000:role/${RoleName}`,
            RoleSessionName: 'soak',
          }),
        );
        const part = (name: string) => new RegExp(`<${name}>([^<]+)<`).exec(text)?.[1] ?? '';
        const keys = {
          accessKeyId: part('AccessKeyId'),
          secretAccessKey: part('SecretAccessKey'),
          sessionToken: part('SessionToken'),
        };
        const who = await okText(caller.query('sts', { Action: 'GetCallerIdentity' }, keys));
        if (!who.includes(`assumed-role/${RoleName}/soak`)) throw new WrongAnswer(`The session is ${who}`);
        await refused(caller.query('iam', { Action: 'ListRoles' }, keys), 403, 'AccessDenied');
        await okText(iam('DeleteRolePolicy', { RoleName, PolicyName: 'p' }));
        await okText(iam('DeleteRole', { RoleName }));
      },
    },
    {
      name: 'look at a role',
      share: 2,
      run: async () => void (await okText(iam('GetRole', { RoleName: 'soak' }))),
    },
    {
      name: 'ask who one is',
      share: 2,
      run: async () => void (await okText(caller.query('sts', { Action: 'GetCallerIdentity' }))),
    },
    {
      name: 'log lines',
      share: 3,
      async run() {
        const where = { logGroupName: scene.logGroup, logStreamName };
        // It is there already, unless the group was emptied.
        await logs('CreateLogStream', where);
        const message = `client ${number} says ${pick(1_000_000)} ${'.'.repeat(100)}`;
        const logEvents = [0, 1, 2].map(() => ({ timestamp: Date.now(), message }));
        await ok(logs('PutLogEvents', { ...where, logEvents }));
        const { events } = await ok<{ events: { message: string }[] }>(
          logs('GetLogEvents', { ...where, limit: 1, startFromHead: false }),
        );
        same('the last line', events[0]?.message, message);
      },
    },
    {
      name: 'make and delete a log group',
      share: 0.5,
      async run() {
        made += 1;
        const logGroupName = `client-${number}-${made}`;
        await ok(logs('CreateLogGroup', { logGroupName }));
        await ok(logs('CreateLogStream', { logGroupName, logStreamName }));
        await ok(
          logs('PutLogEvents', {
            logGroupName,
            logStreamName,
            logEvents: [{ timestamp: Date.now(), message: 'once' }],
          }),
        );
        await ok(logs('DeleteLogGroup', { logGroupName }));
      },
    },
  ];
}
