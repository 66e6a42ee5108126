import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { runCommand } from '../../../../environment/compose/run-command.ts';
import { sparePort } from '../../../../environment/compose/spare-port.ts';
import { findPython, installLocalStack } from '../../../../environment/upstream/install-localstack.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');
const ENV = Object.fromEntries(
  Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
);

/** A real LocalStack 4.14.0 on a port of its own, which can be killed and started again. */
export interface LocalStack extends AsyncDisposable {
  readonly url: string;
  start(): Promise<void>;
  kill(): Promise<void>;
}

/** Whether a real LocalStack can run on this machine; if it must (`REQUIRE_LOCALSTACK`), that it cannot is an error. */
export async function canHaveLocalStack(): Promise<boolean> {
  if (await findPython(runCommand, ENV)) return true;
  if (process.env['REQUIRE_LOCALSTACK']) throw new Error('There is no Python 3.12 or 3.13 on this machine.');
  process.stdout.write(
    'Not run against a real LocalStack: there is no Python 3.12 or 3.13 on this machine.\n',
  );
  return false;
}

/** Installs LocalStack where `make up UPSTREAM=localstack` does, and starts it. */
export async function openLocalStack(): Promise<LocalStack> {
  const progress = (line: string) => process.stdout.write(`${line}\n`);
  const folder = join(root, 'build', 'localstack');
  const python = await installLocalStack({ run: runCommand, env: ENV, folder, progress });
  const port = await sparePort();
  let child: ChildProcess | undefined;
  const localStack: LocalStack = {
    url: `http://127.0.0.1:${port}`,
    async start() {
      const started = spawn(python, ['-m', 'localstack.runtime.main'], {
        env: {
          ...ENV,
          GATEWAY_LISTEN: `127.0.0.1:${port}`,
          LOCALSTACK_ACKNOWLEDGE_ACCOUNT_REQUIREMENT: '1',
          SQS_ENDPOINT_STRATEGY: 'dynamic',
          DISABLE_EVENTS: '1',
          SKIP_SSL_CERT_DOWNLOAD: '1',
          FILESYSTEM_ROOT: join(root, 'build', 'localstack-volume'),
        },
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      child = started;
      const lines = createInterface({ input: started.stdout });
      await new Promise<void>((resolve, reject) => {
        lines.on('line', (line) => line.trim() === 'Ready.' && resolve());
        started.once('exit', (code) => reject(new Error(`LocalStack ended with code ${code}.`)));
      });
    },
    async kill() {
      if (!child || child.exitCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
    [Symbol.asyncDispose]: () => localStack.kill(),
  };
  await localStack.start();
  return localStack;
}

/** The Python of a virtual environment with boto3 and the AWS CLI, apart from LocalStack's. */
export async function installClients(): Promise<string> {
  const folder = join(root, 'build', 'localstack-clients');
  const python = join(folder, 'bin', 'python');
  const present = await runCommand(python, ['-c', 'import boto3, awscli'], { env: ENV });
  if (present?.code === 0) return python;
  const base = (await findPython(runCommand, ENV)) ?? 'python3';
  for (const [command, args] of [
    [base, ['-m', 'venv', folder]],
    [python, ['-m', 'pip', 'install', '--quiet', 'boto3', 'awscli']],
  ] as const) {
    const result = await runCommand(command, args, { env: ENV, within: 600_000 });
    if (result?.code !== 0) throw new Error(`${command} ${args.join(' ')}: ${result?.stderr}`);
  }
  return python;
}
