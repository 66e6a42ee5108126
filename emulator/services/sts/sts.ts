import type { Operation } from '../../edge/operation.ts';
import { assumeRole } from './assume-role.ts';
import { getCallerIdentity } from './get-caller-identity.ts';
import { getSessionToken } from './get-session-token.ts';
import type { StsDependencies } from './sts-dependencies.ts';

/** GetCallerIdentity, AssumeRole, GetSessionToken. */
export function stsOperations(dependencies: StsDependencies): Record<string, Operation<object, object>> {
  return {
    GetCallerIdentity: getCallerIdentity(dependencies),
    AssumeRole: assumeRole(dependencies),
    GetSessionToken: getSessionToken(dependencies),
  };
}
