import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, ReaderError } from './reconcile/reader-error.ts';

/**
 * The secret that the gateway adds to each request, and that the origin requires: made once, of 256 random bits, and stored in
 * `<stateDir>/origin-secret`, readable only by its owner. Gateway and origin both ask here, so they agree; if both ask at once, one file
 * wins and both read that one. Throws ReaderError if the file holds something else.
 */
export async function originSecret(stateDir: string): Promise<string> {
  const path = join(stateDir, 'origin-secret');
  const kept = await readSecret(path);
  if (kept !== undefined) return kept;
  await mkdir(stateDir, { recursive: true });
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  try {
    // A hard link appears whole or not at all, and never replaces an existing file.
    await link(draft, path);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
  const made = await readSecret(path);
  if (made === undefined)
    throw new ReaderError(`${path} was removed while it was being made: run this again.`);
  return made;
}

async function readSecret(path: string): Promise<string | undefined> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const secret = text.trim();
  // A header mapping must not contain a quote, and an empty secret would open the origin to all.
  if (!/^[A-Za-z0-9_-]{16,256}$/.test(secret)) {
    throw new ReaderError(
      `${path} does not hold a secret of 16 to 256 letters, digits, underscores and dashes: remove it, and a new one is made.`,
    );
  }
  return secret;
}
