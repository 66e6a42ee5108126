import { createHash, webcrypto } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsError } from '../../../edge/aws-error.ts';
import { limits } from '../limits.ts';
import type { Code } from '../state/code.ts';
import { mergeFolders } from './merge-folders.ts';
import { unzip } from './unzip.ts';
import { readZipDirectory, unzippedSize } from './zip-directory.ts';

const FENCE = 'package.json';
const EVERYBODY_READS = 0o005;

/** The zips of all functions and their unzipped files, each content once. */
export interface CodeStore extends AsyncDisposable {
  /** The folder of what Lambda keeps in files, `code` among them. */
  readonly base: string;
  /** Makes that folder, also if a cleaner of temporary files has deleted it meanwhile. */
  ready(): Promise<void>;
  /**
   * Checks a zip of at most `largest` bytes, 50 MB by default, and returns what Lambda shows of it. Throws
   * `InvalidParameterValueException`, `RequestEntityTooLargeException`.
   */
  check(zip: Uint8Array, operation: string, largest?: number): Promise<Code>;
  /** Stores a checked zip, and unzips it. Throws `InvalidParameterValueException` if its files are not what it says. */
  put(code: Code, zip: Uint8Array): Promise<void>;
  /** The folder with the code; unzipped on first use. */
  folder(code: Pick<Code, 'sha256' | 'folder'>): Promise<string>;
  /** The folder of several zips, each copied over the ones before it; made on first use. Undefined for none. */
  merged(codes: readonly Pick<Code, 'sha256'>[]): Promise<string | undefined>;
  /** The zip, for GetFunction's link; undefined if it is gone. */
  zip(sha256: string): Promise<Buffer | undefined>;
  /** Deletes everything but the code of `kept`, drafts included: for the start, when nothing else is running. */
  prune(kept: readonly Pick<Code, 'sha256'>[]): Promise<void>;
}

/**
 * Opens the store in a folder. If it is undefined, code is in a temporary folder that is made with the first function and deleted again;
 * `temporary` gets its name before it exists.
 */
export async function openCodeStore(
  given: string | undefined,
  uuid: () => string,
  temporary: (folder: string) => void,
): Promise<CodeStore> {
  const base = given ?? join(tmpdir(), `gatehouse-lambda-${uuid()}`);
  const root = join(base, 'code');
  let announced = given !== undefined;

  async function ready(): Promise<void> {
    if (!announced) temporary(base);
    announced = true;
    await mkdir(root, { recursive: true, mode: 0o700 });
    // Node.js stops here when it looks for the package.json of code that has none, whatever is above.
    await writeFile(join(root, FENCE), '{}\n');
  }

  const folders = new Map<string, Promise<string>>();

  async function unpacked(name: string): Promise<string> {
    await ready();
    const folder = join(root, name);
    const there = await stat(folder).catch(() => undefined);
    if (there?.isDirectory()) {
      if ((there.mode & EVERYBODY_READS) === EVERYBODY_READS) return folder;
      // Unzipped by an older version, for the engine's own user alone.
      await rm(folder, { recursive: true });
    }
    // A folder gets its name when it is complete, so that one cut short by a crash never runs.
    const draft = join(root, `${name}.draft-${uuid()}`);
    try {
      await unzip(await readFile(join(root, `${name}.zip`)), draft);
      await rename(draft, folder);
    } catch (error) {
      await rm(draft, { recursive: true, force: true });
      throw error;
    }
    return folder;
  }

  async function merge(name: string, codes: readonly Pick<Code, 'sha256'>[]): Promise<string> {
    const parts = await Promise.all(codes.map(folder));
    const draft = join(root, `${name}.draft-${uuid()}`);
    try {
      await mergeFolders(parts, draft);
      await rename(draft, join(root, name));
    } catch (error) {
      await rm(draft, { recursive: true, force: true });
      throw error;
    }
    return join(root, name);
  }

  function folder({ sha256, folder: given }: Pick<Code, 'sha256' | 'folder'>): Promise<string> {
    if (given !== undefined) return Promise.resolve(given);
    const name = hex(sha256);
    const known = folders.get(name);
    if (known) return known;
    const unpacking = unpacked(name);
    folders.set(name, unpacking);
    unpacking.catch(() => folders.delete(name));
    return unpacking;
  }

  return {
    base,
    ready,
    async check(zip, operation, largest = limits.zipBytes) {
      if (zip.length > largest) {
        throw new AwsError(
          'RequestEntityTooLargeException',
          `Request must be smaller than ${limits.requestBytes} bytes for the ${operation} operation`,
          { status: 413 },
        );
      }
      const entries = readZipDirectory(Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength));
      const digest = await webcrypto.subtle.digest('SHA-256', Buffer.from(zip));
      return {
        sha256: Buffer.from(digest).toString('base64'),
        size: zip.length,
        unzipped: unzippedSize(entries),
      };
    },
    async put(code, zip) {
      const { sha256 } = code;
      await ready();
      const draft = join(root, `${hex(sha256)}.draft-${uuid()}`);
      await writeFile(draft, zip);
      await rename(draft, join(root, `${hex(sha256)}.zip`));
      await folder(code);
    },
    folder,
    async merged(codes) {
      const [first] = codes;
      if (codes.length < 2) return first && folder(first);
      const name = `layers-${createHash('sha256')
        .update(codes.map(({ sha256 }) => sha256).join())
        .digest('hex')}`;
      const known = folders.get(name);
      if (known) return known;
      const merging = merge(name, codes);
      folders.set(name, merging);
      merging.catch(() => folders.delete(name));
      return merging;
    },
    async zip(sha256) {
      return readFile(join(root, `${hex(sha256)}.zip`)).catch(() => undefined);
    },
    async prune(kept) {
      const names = new Set(kept.map(({ sha256 }) => hex(sha256)));
      for (const file of await readdir(root).catch(() => [])) {
        if (file === FENCE) continue;
        const name = file.slice(0, 64);
        if (!names.has(name) || file.includes('.draft-'))
          await rm(join(root, file), { recursive: true, force: true });
      }
    },
    async [Symbol.asyncDispose]() {
      if (given === undefined) await rm(base, { recursive: true, force: true });
    },
  };
}

function hex(sha256: string): string {
  return Buffer.from(sha256, 'base64').toString('hex');
}
