import { execFile, execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** In milliseconds. A program that an engine keeps alive is ended then, so that a failed test does not hang the run. */
const LONGEST_RUN = 55_000;

const root = join(import.meta.dirname, '..', '..');

/** A project that has the package, from its tarball, beside the packages that this repository has. */
export interface Project extends AsyncDisposable {
  readonly folder: string;
  /** Runs Node.js in the project's folder, a minute at most, with no AWS settings in its environment but the given ones. */
  node(args: readonly string[], env?: Record<string, string>): Promise<Outcome>;
  /** A folder of `examples/`, copied into the project. */
  example(name: string): Promise<Pick<Project, 'node'>>;
}

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Builds the package and unpacks it in a separate project. Takes seconds. */
export async function installPackage(): Promise<Project> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-package-'));
  const output = join(folder, 'output');
  const modules = join(folder, 'node_modules');
  execFileSync(process.execPath, ['package/build.mjs', output], { cwd: root, stdio: 'pipe' });
  const [tarball = ''] = (await readdir(output)).filter((name) => name.endsWith('.tgz'));
  await mkdir(join(modules, 'gatehouse'), { recursive: true });
  execFileSync('tar', [
    '-xzf',
    join(output, tarball),
    '-C',
    join(modules, 'gatehouse'),
    '--strip-components=1',
  ]);
  for (const name of await readdir(join(root, 'node_modules')))
    if (name !== 'gatehouse')
      await symlink(join(root, 'node_modules', name), join(modules, name), 'junction');
  return {
    folder,
    node: (args, env) => runNode(folder, args, env),
    async example(name) {
      const copy = join(folder, name);
      await cp(join(root, 'examples', name), copy, { recursive: true });
      return { node: (args, env) => runNode(copy, args, env) };
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

async function runNode(
  cwd: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Outcome> {
  const run = promisify(execFile)(process.execPath, [...args], {
    cwd,
    timeout: LONGEST_RUN,
    env: { PATH: process.env['PATH'], HOME: cwd, NO_COLOR: '1', ...env },
  });
  return run.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: Outcome) => ({ code, stdout, stderr }),
  );
}
