import { readFileSync } from 'node:fs';

/** A cgroup that others may be made in. */
export interface CgroupParent {
  /** Its folder. */
  readonly folder: string;
  /** What to write into which files of a group below it, for a quota of CPU in each period; both in microseconds. */
  readonly quota: Quota;
}

type Quota = (quotaUs: number, periodUs: number) => readonly (readonly [file: string, text: string])[];

const ROOT = '/sys/fs/cgroup';

/**
 * The cgroups of this process that can deal with CPU, where they are usually mounted: of version 1 and of version 2 (Linux, "Control
 * Group v2" and "CFS Bandwidth Control"). They need not exist, nor be writable. Empty on other systems.
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
