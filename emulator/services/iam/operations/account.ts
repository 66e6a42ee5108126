import { type Operation, operation } from '../../../edge/operation.ts';
import type { IamDependencies } from './identities.ts';

/** GetAccountSummary and ListAccountAliases, which tools call to show where they are. */
export function accountOperations({ store }: IamDependencies): Record<string, Operation<object, object>> {
  return {
    GetAccountSummary: operation<object, object>({
      honours: {},
      run() {
        const { roles, users, groups, policies, instanceProfiles } = store.state;
        return {
          SummaryMap: {
            ...QUOTAS,
            Roles: roles.size,
            Users: users.size,
            Groups: groups.size,
            Policies: policies.size,
            InstanceProfiles: instanceProfiles.size,
          },
        };
      },
    }),
    ListAccountAliases: operation<{ Marker?: string; MaxItems?: number }, object>({
      honours: { Marker: true, MaxItems: true },
      run: () => ({ AccountAliases: [], IsTruncated: false }),
    }),
  };
}

/** The answer for an account with default quotas (API reference, GetAccountSummary), without devices and certificates. */
const QUOTAS = {
  AccessKeysPerUserQuota: 2,
  AccountAccessKeysPresent: 1,
  AccountMFAEnabled: 0,
  AssumeRolePolicySizeQuota: 2048,
  AttachedPoliciesPerRoleQuota: 10,
  AttachedPoliciesPerUserQuota: 10,
  GlobalEndpointTokenVersion: 1,
  AttachedPoliciesPerGroupQuota: 10,
  GroupPolicySizeQuota: 5120,
  GroupsPerUserQuota: 10,
  GroupsQuota: 300,
  InstanceProfilesQuota: 1000,
  PoliciesQuota: 1500,
  PolicySizeQuota: 6144,
  RolePolicySizeQuota: 10_240,
  RolesQuota: 1000,
  UserPolicySizeQuota: 2048,
  UsersQuota: 5000,
  VersionsPerPolicyQuota: 5,
};
