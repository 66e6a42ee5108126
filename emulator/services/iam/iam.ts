import type { Authority } from '../../edge/interfaces/authority.ts';
import type { EngineContext } from '../../edge/interfaces/engine-context.ts';
import type { RoleSessions } from '../../edge/interfaces/role-sessions.ts';
import type { Module } from '../../edge/interfaces/service-module.ts';
import { lateOperations } from '../../edge/late-operations.ts';
import type { Operation } from '../../edge/operation.ts';
import { models } from '../../models/models.ts';
import { type CompiledPolicies, createCompiledPolicies } from './compiled-policies.ts';
import { createAuthority } from './create-authority.ts';
import { accessKeyOperations } from './operations/access-keys.ts';
import { accountOperations } from './operations/account.ts';
import { boundaryOperations } from './operations/boundaries.ts';
import { featuresOff } from './operations/features-off.ts';
import { groupMemberOperations } from './operations/group-members.ts';
import { groupOperations } from './operations/groups.ts';
import type { IamDependencies } from './operations/identities.ts';
import { identityPolicyOperations } from './operations/identity-policies.ts';
import { identityTagOperations } from './operations/identity-tags.ts';
import { instanceProfileRoleOperations } from './operations/instance-profile-role.ts';
import { instanceProfileOperations } from './operations/instance-profiles.ts';
import { managedPolicyOperations } from './operations/managed-policies.ts';
import { patternWords } from './operations/pattern-words.ts';
import { policyVersionOperations } from './operations/policy-versions.ts';
import { roleOperations } from './operations/roles.ts';
import { protectLinkedRoles, serviceLinkedRoleOperations } from './operations/service-linked-roles.ts';
import { simulateOperations } from './operations/simulate.ts';
import { userOperations } from './operations/users.ts';
import { policyReport } from './report/policy-report.ts';
import { policyReportEndpoint } from './report/report-endpoint.ts';
import { recordUse, usageStore } from './report/usage-store.ts';
import { createRoleSessions } from './role-sessions.ts';
import { createSessions } from './sessions.ts';
import { type IamStore, iamStore } from './state/iam-store.ts';

export interface Iam extends Module {
  readonly authority: Authority;
  readonly sessions: RoleSessions;
}

/** IAM: identities, policies, and the engine's authority on who may do what. */
export function createIam(context: EngineContext): Iam {
  const { config, realism, clock, random, stores, events } = context;
  const store = stores.open(iamStore);
  const assumable = store.behind(() => realism.roleDelayMs);
  const permissions = store.behind(() => realism.permissionLagMs);
  const policies = createCompiledPolicies(permissions);
  const sessions = createSessions(store, { clock, random });
  const usage = stores.open(usageStore);
  const dependencies: Omit<IamDependencies, 'store'> = {
    accountId: config.accountId,
    random,
    // IAM's times are whole seconds.
    now: () => new Date(Math.floor(clock.now() / 1000) * 1000),
    lastUsed(id) {
      const at = usage.state.identities.get(id)?.lastAt;
      if (at === undefined) return {};
      return { LastUsedDate: new Date(Math.floor(at / 1000) * 1000), Region: config.region };
    },
  };
  const authority = createAuthority(context, { store, assumable, permissions, policies, sessions });
  events.subscribe('permission', ({ identityId: id, action, resource, decision, at }) => {
    if (id !== undefined)
      recordUse(usage, { id, action, resource, allowed: decision === 'allowed', at }, () => idsIn(store));
  });
  return {
    endpoints: [policyReportEndpoint(() => policyReport({ store, usage, policies, mode: config.iam }))],
    authority,
    sessions: createRoleSessions(assumable, sessions),
    services: [
      {
        model: models.iam,
        validationCode: 'ValidationError',
        hidesValues: true,
        patternWords,
        operations: lateOperations(
          { now: store, late: store.behind(() => realism.iamLagMs) },
          (seen) => iamOperations({ ...dependencies, store: seen }, policies),
          (name) => /^(Get|List)/.test(name),
        ),
      },
    ],
  };
}

function* idsIn({ state }: Pick<IamStore, 'state'>): Generator<string> {
  for (const { id } of state.roles.values()) yield id;
  for (const { id } of state.users.values()) yield id;
}

/** Every operation of IAM that the engine has. */
function iamOperations(
  dependencies: IamDependencies,
  policies: CompiledPolicies,
): Record<string, Operation<object, object>> {
  const operations = {
    ...roleOperations(dependencies),
    ...serviceLinkedRoleOperations(dependencies),
    ...instanceProfileOperations(dependencies),
    ...instanceProfileRoleOperations(dependencies),
    ...userOperations(dependencies),
    ...accessKeyOperations(dependencies),
    ...groupOperations(dependencies),
    ...groupMemberOperations(dependencies),
    ...identityPolicyOperations('role', dependencies),
    ...identityPolicyOperations('user', dependencies),
    ...identityPolicyOperations('group', dependencies),
    ...identityTagOperations('role', dependencies),
    ...identityTagOperations('user', dependencies),
    ...boundaryOperations('role', dependencies),
    ...boundaryOperations('user', dependencies),
    ...managedPolicyOperations(dependencies),
    ...policyVersionOperations(dependencies),
    ...simulateOperations(dependencies, policies),
    ...accountOperations(dependencies),
    ...featuresOff(dependencies),
  };
  return protectLinkedRoles(operations, dependencies);
}
