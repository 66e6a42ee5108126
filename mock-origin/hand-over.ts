import { type ChildProcess, spawn } from 'node:child_process';
import type { RunningOrigin } from './serve.ts';

/** The argument by which a process is started as the successor of another. */
export const SUCCESSOR = '--successor';

/** How long a successor may take until it answers, in milliseconds. */
const WITHIN = 10_000;

/**
 * Starts this program again, as it is on disk now, and hands it the listening socket; no connection is refused meanwhile. Resolves when
 * this process's connections have ended. If the new program does not start, this one continues and says so; `make dev` reads what it says.
 */
export async function handOver(origin: RunningOrigin): Promise<void> {
  const [file = ''] = process.argv.slice(1);
  const child = spawn(process.execPath, [...process.execArgv, file, SUCCESSOR], {
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const within = setTimeout(() => child.kill('SIGKILL'), WITHIN);
  // It asks for the socket when it has loaded its code, and reports again when it answers.
  const listens = (await says(child)) && child.send('listen', origin.server) && (await says(child));
  clearTimeout(within);
  if (!listens) {
    console.log(`mock-origin: the new program did not come up; process ${process.pid} goes on`);
    return;
  }
  child.disconnect();
  child.unref();
  console.log(`mock-origin: process ${child.pid} took over from process ${process.pid}`);
  await origin.giveWay();
}

function says(child: ChildProcess): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (said: boolean) => {
      child.off('message', onMessage).off('exit', onEnd).off('error', onEnd);
      resolve(said);
    };
    const onMessage = () => settle(true);
    const onEnd = () => settle(false);
    child.once('message', onMessage).once('exit', onEnd).once('error', onEnd);
  });
}
