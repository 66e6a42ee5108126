import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type CgroupParent, cgroupParents } from './cgroup-parents.ts';
import { PERIOD_MS, shareOf } from './cpu-credit.ts';
import type { CpuLimits } from './environment-cpu.ts';

/** How long to wait for killed processes to leave their groups, in milliseconds. */
const LEAVE_WITHIN_MS = 1_000;

/**
 * Opens the kernel's limit on processes: a cgroup for each environment, below this process's own. The quota is what its memory buys in each
 * period, also more than a core, and applies to child processes too. The process joins when its first invocation begins, so that the init
 * has all the CPU, as on AWS. Undefined if no such group can be made or joined, as for most users but root, and in most containers.
 */
export function openCpuGroups(): CpuLimits | undefined {
  const parent = cgroupParents().find(isUsable);
  if (!parent) return undefined;
  sweep(parent);
  const made = new Set<string>();
  // Of ended environments; their child processes may take a moment longer.
  const over = new Set<string>();
  const clear = () => {
    for (const folder of over) if (removed(folder)) over.delete(folder);
  };
  let count = 0;
  return {
    means: 'cgroup',
    groups: join(parent.folder, prefixOf(process.pid)),
    forEnvironment(memoryMb) {
      const folder = join(parent.folder, `${prefixOf(process.pid)}${count++}`);
      return {
        run(pid) {
          if (!made.has(folder)) {
            made.add(folder);
            enter(parent, folder, memoryMb, pid);
          }
          return () => Promise.resolve();
        },
        ended() {
          if (made.delete(folder)) over.add(folder);
          clear();
        },
      };
    },
    async [Symbol.asyncDispose]() {
      const until = performance.now() + LEAVE_WITHIN_MS;
      for (const folder of made) over.add(folder);
      for (clear(); over.size > 0 && performance.now() < until; clear()) await delay(10);
    },
  };
}

function prefixOf(pid: number): string {
  return `gatehouse-${pid}-`;
}

function make({ quota }: CgroupParent, folder: string, memoryMb: number): void {
  mkdirSync(folder);
  const quotaUs = Math.round(PERIOD_MS * 1000 * shareOf(memoryMb));
  // A folder that is no cgroup has no such files, and must not get them.
  for (const [file, text] of quota(quotaUs, PERIOD_MS * 1000))
    writeFileSync(join(folder, file), text, { flag: 'r+' });
}

function enter(parent: CgroupParent, folder: string, memoryMb: number, pid: number): void {
  try {
    make(parent, folder, memoryMb);
    writeFileSync(join(folder, 'cgroup.procs'), String(pid));
  } catch {
    // It worked at the start, so the process has ended meanwhile.
  }
}

/** Whether a group with a quota can be made there, and a process can join it: tried with a shell that joins and ends. */
function isUsable(parent: CgroupParent): boolean {
  const folder = join(parent.folder, `${prefixOf(process.pid)}trial`);
  try {
    make(parent, folder, 128);
    return (
      spawnSync('/bin/sh', ['-c', 'echo $$ > "$0/cgroup.procs"', folder], { stdio: 'ignore' }).status === 0
    );
  } catch {
    return false;
  } finally {
    removed(folder);
  }
}

/** Removes the groups of killed engines. One with a process in it cannot be removed, and stays. */
function sweep({ folder }: CgroupParent): void {
  for (const name of readdirSync(folder)) {
    const [, pid] = /^gatehouse-(\d+)-/.exec(name) ?? [];
    if (pid && !isAlive(Number(pid))) removed(join(folder, name));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Removes a group with its files; false while a process is in it. */
function removed(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT';
  }
}
