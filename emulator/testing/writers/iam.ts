import {
  CreateRoleCommand,
  GetRoleCommand,
  IAMClient,
  UpdateRoleDescriptionCommand,
} from '@aws-sdk/client-iam';
import { TRUST } from './role.ts';
import type { Kind } from './writer.ts';

/** Counts in a role's description. */
export const countsInIam: Kind = async (access, _memory, isNew) => {
  const client = new IAMClient(access);
  const RoleName = 'counted';
  if (isNew)
    await client.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUST, Description: '0' }));
  return {
    async write(value) {
      await client.send(new UpdateRoleDescriptionCommand({ RoleName, Description: String(value) }));
    },
    read: async () => Number((await client.send(new GetRoleCommand({ RoleName }))).Role?.Description),
    end: () => client.destroy(),
  };
};
