import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The machine's Python, on which functions of all Python runtimes run. */
export interface Python {
  /** Its program, with no link on the way there. */
  readonly path: string;
  /** The folder in which it lies with its library: `/usr`, for one that the system brings. */
  readonly prefix: string;
  /** The folders in which it has what Lambda's Python brings beside its own library, by name: `boto3` and what that needs. */
  readonly packages: Readonly<Record<string, string>>;
}

/** The oldest Python that functions run on, as the oldest runtime. */
const OLDEST = [3, 10] as const;

/** Looks for the programs and packages, and imports none. */
const LOOK = `
import importlib.util, json, os, sys
names = ("boto3", "botocore", "s3transfer", "jmespath", "dateutil", "urllib3", "six")
found = {}
for name in names:
    spec = importlib.util.find_spec(name)
    if spec and spec.origin:
        folder = os.path.dirname(spec.origin)
        found[name] = os.path.dirname(folder) if spec.submodule_search_locations else folder
print(json.dumps({"path": os.path.realpath(sys.executable), "version": list(sys.version_info[:2]), "packages": found}))
`;

/** Finds `python3` in the path; undefined where there is none, or an older one than 3.10. */
export async function findPython(): Promise<Python | undefined> {
  try {
    const { stdout } = await run('python3', ['-c', LOOK], { timeout: 10_000 });
    const { path, version, packages } = JSON.parse(stdout) as Omit<Python, 'prefix'> & { version: number[] };
    const [major = 0, minor = 0] = version;
    if (major !== OLDEST[0] || minor < OLDEST[1]) return undefined;
    return { path, prefix: dirname(dirname(path)), packages };
  } catch {
    return undefined;
  }
}
