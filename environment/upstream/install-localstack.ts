import { access, mkdir, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ReaderError } from '../../provision/reconcile/reader-error.ts';
import type { RunCommand } from '../compose/run-command.ts';

/** The last LocalStack that needs no token, and the newest versions of its packages that it can import. */
const PACKAGES = [
  'localstack-core[runtime]==4.14.0',
  'cbor2<5.7',
  'cryptography<46',
  'pyOpenSSL<25.2',
  'service_identity<25',
];

/** How long pip may take, in milliseconds: some 200 MB over a slow line. */
const INSTALL_WITHIN = 15 * 60_000;

export interface InstallOptions {
  run: RunCommand;
  env: Readonly<Record<string, string>>;
  /** Where the virtual environment is. */
  folder: string;
  progress(line: string): void;
}

/**
 * Makes sure that LocalStack is in a virtual environment, and returns the path of its Python. Throws ReaderError without Python 3.12 or
 * newer, under which its services fail with syntax errors, or if the packages cannot be installed.
 */
export async function installLocalStack({ run, env, folder, progress }: InstallOptions): Promise<string> {
  const python = join(folder, 'bin', 'python');
  const done = join(folder, '.installed');
  if (await isThere(done)) return python;
  const base = await findPython(run, env);
  if (!base)
    throw new ReaderError(
      'LocalStack needs Docker, or Python 3.12 or 3.13: install one of them (PYTHON names an interpreter), or give UPSTREAM the address of a LocalStack that runs.',
    );
  progress(`installing LocalStack 4.14.0 into ${folder} with ${base} (once) …`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const [command, args] of [
    [base, ['-m', 'venv', folder]],
    [python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...PACKAGES]],
  ] as const) {
    const result = await run(command, args, { env, within: INSTALL_WITHIN });
    if (result?.code === 0) continue;
    const said = result?.stderr.trim().split('\n').slice(-5).join('\n') ?? 'it cannot be run';
    throw new ReaderError(`LocalStack could not be installed: ${command} ${args.join(' ')} failed:\n${said}`);
  }
  await writeFile(done, `${PACKAGES.join('\n')}\n`);
  return python;
}

/** A Python that can run LocalStack: `PYTHON`, those of the path, then pyenv's. */
export async function findPython(
  run: RunCommand,
  env: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const given = env['PYTHON'];
  const versions = ['3.13', '3.12'];
  const pyenv = join(env['PYENV_ROOT'] ?? join(env['HOME'] ?? homedir(), '.pyenv'), 'versions');
  const candidates = given
    ? [given]
    : [
        ...versions.map((version) => `python${version}`),
        'python3',
        ...['3.13.0', '3.12.1'].map((version) => join(pyenv, version, 'bin', 'python')),
      ];
  for (const candidate of candidates) {
    const found = await run(candidate, ['--version'], { env });
    if (found?.code === 0 && versions.some((version) => found.stdout.includes(` ${version}.`)))
      return candidate;
  }
  return undefined;
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
