import type { Clock } from '../../store/clock.ts';
import type { Random } from '../../store/random.ts';
import type { Stores } from '../../store/store.ts';
import type { RouteConnections } from '../doors/route-connections.ts';
import type { EventBus } from '../events.ts';
import type { EngineConfig } from './engine-config.ts';
import type { Realism } from './realism.ts';

/** What every service of the engine gets; each takes only what it uses. */
export interface EngineContext {
  readonly config: EngineConfig;
  /** How slow the account is now. It changes while the engine runs: read it when you need it, and keep no copy. */
  readonly realism: Realism;
  readonly clock: Clock;
  readonly random: Random;
  readonly events: EventBus;
  readonly stores: Stores;
  /** The connections that APIs have opened to their endpoints. */
  readonly routes: RouteConnections;
  /** The folder for a service's files that do not fit into a store, below the state folder; undefined if nothing is kept. */
  folder(service: string): string | undefined;
  /** `http://127.0.0.1:4566`: the address of this engine for functions and answers. Known once it listens. */
  endpoint(): string;
}
