import { readFileSync } from 'node:fs';

/** A cgroup that can contain others. */
export interface CgroupParent {
  /** Its folder. */
  readonly folder: string;
  /** Which files of a subgroup take a CPU quota in each period, and how; both in microseconds. */
  readonly quota: Quota;
}

type Quota = (quotaUs: number, periodUs: number) => readonly (readonly [file: string, text: string])[];

const ROOT = '/sys/fs/cgroup';

/**
 * The cgroups of this process that can limit CPU, at their usual mounts: of version 1 and of version 2 (Linux, "Control Group v2" and "CFS
 * Bandwidth Control"). They need not exist, nor be writable. Empty on other systems.
 */
export function cgroupParents(read = () => readFileSync('/proc/self/cgroup', 'utf8')): CgroupParent[] {
  let lines: string[];
  try {
    lines = read().trim().split('\n');
  } catch {
    return [];
  }
  return lines.flatMap((line): CgroupParent[] => {
    const [, controllers = '', path = ''] = /^\d+:([^:]*):(\/.*)$/.exec(line) ?? [];
    const within = path === '/' ? '' : path;
    if (path === '') return [];
    if (controllers === '') return [{ folder: `${ROOT}${within}`, quota: ofVersion2 }];
    if (!controllers.split(',').includes('cpu')) return [];
    return [{ folder: `${ROOT}/${controllers}${within}`, quota: ofVersion1 }];
  });
}

const ofVersion1: Quota = (quotaUs, periodUs) => [
  ['cpu.cfs_period_us', String(periodUs)],
  ['cpu.cfs_quota_us', String(quotaUs)],
];

const ofVersion2: Quota = (quotaUs, periodUs) => [['cpu.max', `${quotaUs} ${periodUs}`]];
