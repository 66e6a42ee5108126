import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { makeRole } from './role.ts';
import type { Kind } from './writer.ts';

/** Counts in the names of sessions. They lie in no store, yet what was handed out has to be good later. */
export const countsInSts: Kind = async (access, memory, isNew) => {
  const client = new STSClient(access);
  if (isNew) await makeRole(access, 'assumed');
  return {
    async write(value) {
      const { Credentials } = await client.send(
        new AssumeRoleCommand({
          RoleArn: 'arn:aws:iam::000000000000:role/assumed',
          RoleSessionName: `n-${value}`,
        }),
      );
      memory.session = {
        accessKeyId: Credentials?.AccessKeyId ?? '',
        secretAccessKey: Credentials?.SecretAccessKey ?? '',
        sessionToken: Credentials?.SessionToken ?? '',
      };
    },
    async read() {
      if (!memory.session) return 0;
      const inSession = new STSClient({ ...access, credentials: memory.session });
      try {
        const { Arn } = await inSession.send(new GetCallerIdentityCommand({}));
        return Number(Arn?.split('n-').at(-1));
      } finally {
        inSession.destroy();
      }
    },
    end: () => client.destroy(),
  };
};
