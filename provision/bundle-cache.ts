import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bundle } from './resources/function.ts';

/** A function's bundle with the files it was made from, relative to the project's folder. */
export interface MadeBundle extends Bundle {
  readonly inputs: readonly string[];
}

export interface BundleCache {
  /** The project's folder. */
  readonly root: string;
  /** Where bundles are stored. */
  readonly folder: string;
}

/** What affects every bundle besides its own inputs: how it is made, and by which packages. */
const ALWAYS = ['lambdas/bundler.ts', 'lambdas/own-source-map.ts', 'lambdas/pack.ts', 'package-lock.json'];

/**
 * Returns the bundle of an earlier run if each of its inputs still has the same size and time of change; else a new one from `make`, stored
 * for the next run. Checking some hundred files takes a fiftieth of the time of bundling. An unreadable bundle counts as missing.
 */
export async function cachedBundle(
  name: string,
  cache: BundleCache,
  make: () => Promise<MadeBundle>,
): Promise<Bundle> {
  const kept = await read(name, cache);
  if (kept && (await fingerprintOf(kept.inputs, cache.root)) === kept.fingerprint) return kept;
  const before = Date.now();
  const made = await make();
  await keep(name, cache, made, before);
  return made;
}

interface Manifest {
  readonly codeSha256: string;
  readonly inputs: readonly string[];
  readonly fingerprint: string;
}

async function read(name: string, { folder }: BundleCache): Promise<(Manifest & Bundle) | undefined> {
  try {
    const [manifest, zip] = await Promise.all([
      readFile(join(folder, `${name}.json`), 'utf8').then((text): Manifest => JSON.parse(text)),
      readFile(join(folder, `${name}.zip`)),
    ]);
    // Zip and manifest are two files: a run killed between them leaves two that do not belong together.
    const whole = createHash('sha256').update(zip).digest('base64') === manifest.codeSha256;
    return whole && Array.isArray(manifest.inputs) ? { ...manifest, zip } : undefined;
  } catch {
    return undefined;
  }
}

async function keep(
  name: string,
  { root, folder }: BundleCache,
  made: MadeBundle,
  before: number,
): Promise<void> {
  const changes = await Promise.all(
    made.inputs.map((path) => stat(join(root, path)).then(({ mtimeMs }) => mtimeMs)),
  );
  // If a file was saved while the bundle was made, the bundle may have its old content.
  if (changes.some((change) => change >= before)) return;
  const { codeSha256, inputs } = made;
  const manifest: Manifest = { codeSha256, inputs, fingerprint: await fingerprintOf(inputs, root) };
  await mkdir(folder, { recursive: true });
  const draft = join(folder, `${name}.${randomBytes(4).toString('hex')}`);
  await Promise.all([
    writeFile(`${draft}.zip`, made.zip),
    writeFile(`${draft}.json`, JSON.stringify(manifest)),
  ]);
  await rename(`${draft}.zip`, join(folder, `${name}.zip`));
  await rename(`${draft}.json`, join(folder, `${name}.json`));
}

async function fingerprintOf(inputs: readonly string[], root: string): Promise<string> {
  const paths = [...ALWAYS, ...inputs];
  const marks = await Promise.all(
    paths.map((path) =>
      stat(join(root, path)).then(
        ({ size, mtimeMs }) => `${size}@${mtimeMs}`,
        () => 'gone',
      ),
    ),
  );
  return marks.join(' ');
}
