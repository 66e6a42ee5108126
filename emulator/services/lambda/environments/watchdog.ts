import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Reads `start <process>` and `end <process>` until its input closes, which the death of the engine does however it died. What
 * has been started and has not ended is killed then, with all that it started itself; the temporary folder goes, and so do the cgroups
 * whose paths begin like that, as soon as nobody is in them.
 */
const SCRIPT = `
trap '' INT TERM HUP
running=
while read -r verb id; do
  case $verb in
    start) running="$running $id" ;;
    end)
      left=
      for other in $running; do [ "$other" = "$id" ] || left="$left $other"; done
      running=$left
      ;;
  esac
done
for id in $running; do kill -s KILL -- "-$id" 2>/dev/null; done
[ -z "$1" ] || rm -rf -- "$1"
if [ -n "$2" ]; then
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    rmdir -- "$2"* 2>/dev/null
    [ -n "$(ls -d -- "$2"* 2>/dev/null)" ] || break
    sleep 0.1
  done
fi
`;

/** Sees to it that no process of a function outlives the engine, even one that loops for ever and an engine that was killed. */
export interface Watchdog extends AsyncDisposable {
  started(pid: number): void;
  ended(pid: number): void;
}

/**
 * Starts the watchdog, a shell of about a megabyte in a session of its own. `temporaryFolder` is removed when the engine is gone, and so
 * are the cgroups whose paths begin with `groups`.
 */
export function startWatchdog(temporaryFolder: string | undefined, groups: string | undefined): Watchdog {
  const shell = spawn('/bin/sh', ['-c', SCRIPT, 'watchdog', temporaryFolder ?? '', groups ?? ''], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { PATH: '/usr/bin:/bin' },
  });
  const exited = exitOf(shell);
  shell.unref();
  // A watchdog that somebody killed is missed only when the engine is killed too; processes then still end by their control channel.
  shell.stdin.on('error', () => undefined);
  return {
    started: (pid) => void shell.stdin.write(`start ${pid}\n`),
    ended: (pid) => void shell.stdin.write(`end ${pid}\n`),
    async [Symbol.asyncDispose]() {
      shell.ref();
      shell.stdin.end();
      await exited;
    },
  };
}

async function exitOf(child: ChildProcess): Promise<void> {
  try {
    await once(child, 'exit');
  } catch {
    // It could not be started; the processes' control channels are what is left.
  }
}
