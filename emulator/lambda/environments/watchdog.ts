import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Reads `start <process>` and `end <process>` until its input closes, which the death of the engine does however it died. What
 * has been started and has not ended is killed then, with all that it started itself, and the temporary folder goes.
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
`;

/** Sees to it that no process of a function outlives the engine, even one that loops for ever and an engine that was killed. */
export interface Watchdog extends AsyncDisposable {
  started(pid: number): void;
  ended(pid: number): void;
}

/**
 * Starts the watchdog, a shell of about a megabyte in a session of its own. `temporaryFolder` is removed when the engine is gone.
 */
export function startWatchdog(temporaryFolder: string | undefined): Watchdog {
  const shell = spawn('/bin/sh', ['-c', SCRIPT, 'watchdog', temporaryFolder ?? ''], {
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
