import type { EngineConfig } from '../../../edge/interfaces/engine-config.ts';
import { openCpuGroups } from './cpu-group.ts';
import { createCpuShare } from './cpu-share.ts';
import { tellsCpuTime } from './cpu-time.ts';

/** What holds the process of one environment to its share of the CPU. */
export interface EnvironmentCpu {
  /**
   * A run of the process begins. The returned function ends it, and resolves when a process that is held back as much would have
   * come to its end.
   */
  run(pid: number): () => Promise<void>;
  /** The process is gone. */
  ended(): void;
}

/** What gives each environment the share of a core that its memory buys. */
export interface CpuLimits extends AsyncDisposable {
  readonly means: 'cgroup' | 'signals';
  /** How the paths of its cgroups begin. */
  readonly groups?: string;
  /** For a new environment; undefined when it is not held back at all. */
  forEnvironment(memoryMb: number): EnvironmentCpu | undefined;
}

/**
 * Opens what LAMBDA_CPU asks for: for `aws` the kernel's quota where this process may set one, otherwise stopping and letting go;
 * undefined for `machine`. Throws an Error of one sentence when it cannot be had here.
 */
export function openCpuLimits(choice: EngineConfig['lambdaCpu']): CpuLimits | undefined {
  if (choice === 'machine') return undefined;
  const groups = choice === 'signals' ? undefined : openCpuGroups();
  if (groups) return groups;
  if (choice === 'cgroup')
    throw new Error(
      'LAMBDA_CPU=cgroup needs a cgroup in which this process may set quotas of CPU: give aws instead.',
    );
  if (!tellsCpuTime())
    throw new Error(
      `LAMBDA_CPU=${choice} needs /proc/<pid>/schedstat, which Linux has: leave LAMBDA_CPU out here.`,
    );
  return {
    means: 'signals',
    forEnvironment: createCpuShare,
    async [Symbol.asyncDispose]() {},
  };
}
