import type { Authority, TemporaryCredentials } from '../../edge/interfaces/authority.ts';
import type { RoleSessions } from '../../edge/interfaces/role-sessions.ts';
import type { Clock } from '../../store/clock.ts';

/** What the operations of STS work with. */
export interface StsDependencies {
  authority: Pick<Authority, 'authorize' | 'evaluateResourcePolicy'>;
  sessions: RoleSessions;
  clock: Pick<Clock, 'now'>;
  accountId: string;
}

/** Credentials as STS shows them. */
export function credentialsType(issued: TemporaryCredentials) {
  return {
    AccessKeyId: issued.accessKeyId,
    SecretAccessKey: issued.secretAccessKey,
    SessionToken: issued.sessionToken,
    Expiration: new Date(issued.expiration),
  };
}
