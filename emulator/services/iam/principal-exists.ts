import type { PrincipalExists } from '../../edge/policy/check-trust-policy.ts';
import { type IamStore, lastName } from './state/iam-store.ts';
import { isServicePrincipal } from './state/service-principals.ts';

/**
 * Makes the check for "Invalid principal" of IAM and of services with resource policies: users and roles of this account must exist (IAM
 * user guide, "AWS JSON policy elements: Principal"); of other accounts only the form is checked.
 */
export function createPrincipalExists(store: Pick<IamStore, 'state'>, accountId: string): PrincipalExists {
  return (kind, name) => {
    if (name === '*') return true;
    if (kind === 'Service') return isServicePrincipal(name);
    if (kind !== 'AWS' || /^\d{12}$/.test(name)) return true;
    const [, account, type] = /^arn:aws:(?:iam|sts)::(\d{12}):([a-z-]+)(?:\/|$)/.exec(name) ?? [];
    if (account !== accountId) return account !== undefined;
    if (type === 'user') return store.state.users.get(lastName(name))?.arn === name;
    if (type === 'role') return store.state.roles.get(lastName(name))?.arn === name;
    return type === 'root' || type === 'assumed-role';
  };
}
