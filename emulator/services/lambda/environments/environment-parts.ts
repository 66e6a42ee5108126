import type { Clock } from '../../../store/clock.ts';
import type { EnvironmentCpu } from './environment-cpu.ts';
import type { PlatformLines } from './platform-lines.ts';
import type { Revision } from './revision.ts';

export interface EnvironmentParts {
  /** What an environment of this revision may take. */
  limits: Pick<Revision, 'timeoutMs' | 'memoryMb'>;
  clock: Clock;
  lines: PlatformLines;
  cpu: EnvironmentCpu | undefined;
}
