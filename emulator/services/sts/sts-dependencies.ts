import type { Authority, TemporaryCredentials } from '../../edge/interfaces/authority.ts';
import type { Clock } from '../../store/clock.ts';
import type { Sessions } from '../iam/sessions.ts';
import type { IamStore } from '../iam/state/iam-store.ts';

/** What the operations of STS work with. */
export interface StsDependencies {
  store: IamStore;
  authority: Pick<Authority, 'authorize' | 'evaluateResourcePolicy'>;
  sessions: Sessions;
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
