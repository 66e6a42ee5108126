import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Outputs, readOutputs, readOutputsIfAny, removeOutputs, writeOutputs } from './outputs.ts';

const OUTPUTS: Outputs = {
  target: 'embedded',
  region: 'us-east-1',
  accountId: '000000000000',
  endpoint: 'http://127.0.0.1:4566',
  app: 'gatehouse',
  stage: 'dev',
  userPoolId: 'us-east-1_abc',
  userPoolClientId: 'client',
  tableName: 'user',
  apiKind: 'rest',
  apiId: 'api',
  apiUrl: 'http://127.0.0.1:4566/_aws/execute-api/api/dev',
  originUrl: 'http://127.0.0.1:3000',
  origin: 'url',
  functions: { postConfirmation: 'a', authorizer: 'b', credential: 'c' },
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('reads what it wrote, and leaves nothing else in the folder', async () => {
  await writeOutputs(folder, OUTPUTS);
  expect(await readOutputs(folder)).toEqual(OUTPUTS);
  expect(await readdir(folder)).toEqual(['outputs.json']);
});

test('does not rewrite the same outputs', async () => {
  await writeOutputs(folder, OUTPUTS);
  const before = await stat(join(folder, 'outputs.json'));
  await writeOutputs(folder, { ...OUTPUTS });
  expect((await stat(join(folder, 'outputs.json'))).ino).toBe(before.ino);
});

test('names a missing file, with what to run', async () => {
  await expect(readOutputs(folder)).rejects.toThrow(/outputs\.json is not there: .*make up/);
  expect(await readOutputsIfAny(folder)).toBeUndefined();
  await expect(removeOutputs(folder)).resolves.toBeUndefined();
});

test.each([
  ['no JSON', '{', /is not JSON/],
  ['a list', '[]', /no valid "target"/],
  ['an unknown target', JSON.stringify({ ...OUTPUTS, target: 'x' }), /no valid "target"/],
  ['a kind of API that is none', JSON.stringify({ ...OUTPUTS, apiKind: 'soap' }), /no valid "apiKind"/],
  ['both, and one is missing', JSON.stringify({ ...OUTPUTS, apiKind: 'both' }), /no valid "httpApi"/],
  ['a field that is missing', JSON.stringify({ ...OUTPUTS, apiUrl: undefined }), /no valid "apiUrl"/],
  ['a field that is empty', JSON.stringify({ ...OUTPUTS, userPoolId: '' }), /no valid "userPoolId"/],
  [
    'functions that are missing',
    JSON.stringify({ ...OUTPUTS, functions: {} }),
    /no valid "functions.postConfirmation"/,
  ],
])('reports %s in one sentence', async (_what, text, message) => {
  await writeFile(join(folder, 'outputs.json'), text);
  await expect(readOutputs(folder)).rejects.toThrow(message);
});
