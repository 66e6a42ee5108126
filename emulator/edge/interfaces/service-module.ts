import type { Endpoint } from '../endpoint.ts';
import type { Service } from '../operation.ts';

/** What a service's folder gives to the engine. */
export interface Module {
  readonly services: readonly Service[];
  readonly endpoints?: readonly Endpoint[];
  /** Called once the engine's port is open: for work left by the process before. */
  started?(): void;
  /** Ends everything outside the stores: processes, ports, databases. */
  dispose?(): Promise<void>;
}
