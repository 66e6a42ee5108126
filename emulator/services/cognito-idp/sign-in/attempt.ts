import type { Call } from '../../../edge/operation.ts';
import type { Person } from '../state/person.ts';
import type { PoolClient } from '../state/settings.ts';
import type { Pool } from '../state/state.ts';

/** One attempt to sign in, by any flow. */
export interface Attempt {
  call: Call;
  pool: Pool;
  client: PoolClient;
  /** The typed name. */
  username: string;
  /** What the PreAuthentication and UserMigration functions see as `validationData`. */
  validationData: Record<string, string> | undefined;
  /** What the functions after the challenge see. */
  clientMetadata: Record<string, string> | undefined;
}

export type AttemptOf = Attempt & { person: Person };
