import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** How long LocalStack may take to end after SIGTERM, in milliseconds, before it is killed. */
const STOP_WITHIN = 6_000;

/**
 * LocalStack from a virtual environment, as a program of this environment: starts it, reports its address once it is ready, and ends with
 * it. PORT is its port, PYTHON the interpreter of its virtual environment.
 */
function main(): void {
  const { PORT = '4599', PYTHON = 'python3', ...env } = process.env;
  const child = spawn(PYTHON, ['-m', 'localstack.runtime.main'], {
    env: { ...env, GATEWAY_LISTEN: `127.0.0.1:${PORT}` },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // It reports that in a line, and closes nothing after that.
  createInterface({ input: child.stdout }).on('line', (line) => {
    process.stdout.write(`${line}\n`);
    if (line.trim() === 'Ready.') process.send?.({ url: `http://127.0.0.1:${PORT}` });
  });
  const stop = () => {
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN).unref();
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
  // With the command that started it, unless that one has said `stay`.
  process
    .once('disconnect', stop)
    .on('message', (word) => word === 'stay' && process.off('disconnect', stop));
  child.once('error', (error) => {
    process.stderr.write(`${PYTHON} cannot be run: ${error.message}\n`);
    process.exit(1);
  });
  child.once('exit', (code) => process.exit(code ?? 1));
}

main();
