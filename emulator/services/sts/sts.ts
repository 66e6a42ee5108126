import type { Authority } from '../../edge/interfaces/authority.ts';
import type { EngineContext } from '../../edge/interfaces/engine-context.ts';
import type { RoleSessions } from '../../edge/interfaces/role-sessions.ts';
import type { Module } from '../../edge/interfaces/service-module.ts';
import { models } from '../../models/models.ts';
import { assumeRole } from './assume-role.ts';
import { getCallerIdentity } from './get-caller-identity.ts';
import { getSessionToken } from './get-session-token.ts';
import type { StsDependencies } from './sts-dependencies.ts';

/** STS: GetCallerIdentity, AssumeRole, GetSessionToken. */
export function createSts(
  { clock, config }: Pick<EngineContext, 'clock' | 'config'>,
  { authority, sessions }: { authority: Authority; sessions: RoleSessions },
): Module {
  const dependencies: StsDependencies = { authority, sessions, clock, accountId: config.accountId };
  return {
    services: [
      {
        model: models.sts,
        validationCode: 'ValidationError',
        operations: {
          GetCallerIdentity: getCallerIdentity(dependencies),
          AssumeRole: assumeRole(dependencies),
          GetSessionToken: getSessionToken(dependencies),
        },
      },
    ],
  };
}
