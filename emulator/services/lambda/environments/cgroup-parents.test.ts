import { expect, test } from '@jest/globals';
import { cgroupParents } from './cgroup-parents.ts';

function parentsOf(text: string) {
  return cgroupParents(() => text).map(({ folder, quota }) => ({ folder, quota: quota(1447, 20_000) }));
}

test('version 2: one line, and one file', () => {
  expect(parentsOf('0::/user.slice/user-1000.slice\n')).toEqual([
    { folder: '/sys/fs/cgroup/user.slice/user-1000.slice', quota: [['cpu.max', '1447 20000']] },
  ]);
  expect(parentsOf('0::/\n')[0]?.folder).toBe('/sys/fs/cgroup');
});

test('version 1: the line of the controller, alone or with others, and two files', () => {
  const quota = [
    ['cpu.cfs_period_us', '20000'],
    ['cpu.cfs_quota_us', '1447'],
  ];
  expect(parentsOf('5:cpuset:/\n4:cpu,cpuacct:/docker/abc\n3:cpuacct:/\n')).toEqual([
    { folder: '/sys/fs/cgroup/cpu,cpuacct/docker/abc', quota },
  ]);
  expect(parentsOf('1:cpu:/\n')).toEqual([{ folder: '/sys/fs/cgroup/cpu', quota }]);
});

test('finds none in what cannot be read', () => {
  expect(parentsOf('')).toEqual([]);
  expect(parentsOf('no cgroup')).toEqual([]);
  const fails = () => {
    throw new Error('ENOENT');
  };
  expect(cgroupParents(fails)).toEqual([]);
});
