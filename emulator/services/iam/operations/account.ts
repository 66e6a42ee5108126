import { type Operation, operation } from '../../../edge/operation.ts';
import type { IamDependencies } from './identities.ts';

/** GetAccountSummary and ListAccountAliases, which tools ask for to show where they are. */
export function accountOperations({ store }: IamDependencies): Record<string, Operation<object, object>> {
  return {
    GetAccountSummary: operation<object, object>({
      honours: {},
      run() {
        const { roles, users, policies } = store.state;
        return { SummaryMap: { ...QUOTAS, Roles: roles.size, Users: users.size, Policies: policies.size } };
      },
    }),
    ListAccountAliases: operation<{ Marker?: string; MaxItems?: number }, object>({
      honours: { Marker: true, MaxItems: true },
      run: () => ({ AccountAliases: [], IsTruncated: false }),
    }),
  };
}

/** What an account of default quotas answers (API reference, GetAccountSummary), without what is not here: groups, devices, certificates. */
const QUOTAS = {
  AccessKeysPerUserQuota: 2,
  AccountAccessKeysPresent: 1,
  AccountMFAEnabled: 0,
  AssumeRolePolicySizeQuota: 2048,
  AttachedPoliciesPerRoleQuota: 10,
  AttachedPoliciesPerUserQuota: 10,
  GlobalEndpointTokenVersion: 1,
  Groups: 0,
  InstanceProfiles: 0,
  PoliciesQuota: 1500,
  PolicySizeQuota: 6144,
  RolePolicySizeQuota: 10_240,
  RolesQuota: 1000,
  UserPolicySizeQuota: 2048,
  UsersQuota: 5000,
  VersionsPerPolicyQuota: 5,
};
