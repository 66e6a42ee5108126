import type { Call } from '../../../edge/operation.ts';
import type { Person } from '../state/person.ts';
import type { PoolClient } from '../state/settings.ts';
import type { Pool } from '../state/state.ts';

/** One try to sign in, whatever the flow. */
export interface Attempt {
  call: Call;
  pool: Pool;
  client: PoolClient;
  /** The name as it was typed. */
  username: string;
  /** What the PreAuthentication and UserMigration functions see as `validationData`. */
  validationData: Record<string, string> | undefined;
  /** What the functions after the challenge see. */
  clientMetadata: Record<string, string> | undefined;
}

export type AttemptOf = Attempt & { person: Person };
