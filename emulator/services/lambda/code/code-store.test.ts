import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { zipOf } from '../testing/lambda-bench.ts';
import { openCodeStore } from './code-store.ts';

test('unzips code again that an older version unzipped for the engine’s user alone', async () => {
  const base = await mkdtemp(join(tmpdir(), 'gatehouse-code-'));
  const open = () => openCodeStore(base, randomUUID, () => undefined);
  const zip = zipOf('export const handler = 1;');
  const first = await open();
  const code = await first.check(zip, 'CreateFunction');
  await first.put(code, zip);
  const folder = await first.folder(code);
  await chmod(join(folder, 'index.mjs'), 0o600);
  await chmod(folder, 0o700);

  expect(await (await open()).folder(code)).toBe(folder);
  expect((await stat(folder)).mode & 0o777).toBe(0o755);
  expect((await stat(join(folder, 'index.mjs'))).mode & 0o777).toBe(0o644);
  await rm(base, { recursive: true });
});
