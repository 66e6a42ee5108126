import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Reads `start <process>` and `end <process>` until its input closes, which the engine's death does however it died. Then it kills what was
 * started and has not ended, with its child processes, and deletes the temporary folder, and the cgroups with this prefix as soon as they
 * are empty.
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

/** Makes sure that no function's process outlives the engine, even one that loops for ever and an engine that was killed. */
export interface Watchdog extends AsyncDisposable {
  started(pid: number): void;
  ended(pid: number): void;
}

/**
 * Starts the watchdog, a shell of about a megabyte in its own session. It deletes `temporaryFolder` when the engine is gone, and the
 * cgroups whose paths begin with `groups`.
 */
export function startWatchdog(temporaryFolder: string | undefined, groups: string | undefined): Watchdog {
  const shell = spawn('/bin/sh', ['-c', SCRIPT, 'watchdog', temporaryFolder ?? '', groups ?? ''], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { PATH: '/usr/bin:/bin' },
  });
  const exited = exitOf(shell);
  shell.unref();
  // A killed watchdog is missed only if the engine is killed too; processes then still end by their control channel.
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
    // It could not be started; the processes' control channels remain.
  }
}
