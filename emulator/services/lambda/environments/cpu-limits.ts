import type { EngineConfig } from '../../../edge/interfaces/engine-config.ts';
import { openCpuGroups } from './cpu-group.ts';
import { createCpuShare } from './cpu-share.ts';
import { tellsCpuTime } from './cpu-time.ts';
import type { CpuLimits } from './environment-cpu.ts';

/**
 * Opens the mode of LAMBDA_CPU: for `aws` the kernel's quota if this process may set one, otherwise stopping and continuing; undefined for
 * `machine`. Throws an Error of one sentence if it is not possible here.
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
