import type { MfaPreference, SoftwareToken } from './person.ts';
import { personOf } from './person-mutations.ts';
import { poolOf } from './pool-mutations.ts';
import type { PoolSettings } from './settings.ts';
import type { CognitoState, PoolMfa } from './state.ts';

interface Whom {
  poolId: string;
  sub: string;
}

/** Changes of second factors, and of the sessions that lead to them. */
export const mfaMutations = {
  setPoolMfa(
    state: CognitoState,
    args: { poolId: string; mfa: PoolMfa; settings: PoolSettings; at: number },
  ): void {
    const pool = poolOf(state, args.poolId);
    pool.mfa = args.mfa;
    pool.settings = args.settings;
    pool.modifiedAt = args.at;
  },
  setSoftwareToken(state: CognitoState, { token, ...whom }: Whom & { token: SoftwareToken }): void {
    personOf(state, whom).softwareToken = token;
  },
  setMfaPreference(state: CognitoState, { mfa, ...whom }: Whom & { mfa: MfaPreference }): void {
    personOf(state, whom).mfa = mfa;
  },
  /** Marks a session as answered, and forgets expired ones. */
  useSession(state: CognitoState, args: { poolId: string; id: string; until: number; at: number }): void {
    const pool = poolOf(state, args.poolId);
    pool.usedSessions ??= new Map();
    for (const [id, until] of pool.usedSessions) {
      if (until > args.at) break;
      pool.usedSessions.delete(id);
    }
    pool.usedSessions.set(args.id, args.until);
  },
};
