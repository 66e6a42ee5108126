import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The machine's Python, for functions of all Python runtimes. */
export interface Python {
  /** Its program, without links. */
  readonly path: string;
  /** Its folder with its library: `/usr` for the system's. */
  readonly prefix: string;
  /** The folders of what Lambda's Python has besides its own library, by name: `boto3` and its dependencies. */
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

/** Finds `python3` in the path; undefined if there is none, or one older than 3.10. */
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
