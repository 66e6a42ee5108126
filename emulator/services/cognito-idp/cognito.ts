import type { EventBus } from '../../edge/events.ts';
import type { FunctionInvoker } from '../../edge/interfaces/function-invoker.ts';
import type { Clock } from '../../store/clock.ts';
import type { Random } from '../../store/random.ts';
import type { Power } from './passwords/power.ts';
import type { CognitoStore } from './state/store.ts';
import type { SigningKeys } from './tokens/signing-keys.ts';

/** What the operations of Cognito work with; each takes only what it uses. */
export interface Cognito {
  readonly store: CognitoStore;
  /** Pools and clients as lists show them: delayed if REALISM asks for it. */
  readonly listed: CognitoStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly events: EventBus;
  readonly functions: FunctionInvoker;
  readonly power: Power;
  readonly signingKeys: SigningKeys;
}
