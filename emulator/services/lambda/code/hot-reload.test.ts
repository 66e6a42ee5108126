import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetFunctionCommand } from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openLambdaBench } from '../testing/lambda-bench.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-hot-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

test('runs what is saved in a function’s folder, and loses no invocation meanwhile', async () => {
  await mkdir(join(folder, 'parts'));
  await writeFile(
    join(folder, 'index.mjs'),
    "import { text } from './parts/text.mjs'; export const handler = async () => text;",
  );
  await writeFile(join(folder, 'parts/text.mjs'), "export const text = 'before';");
  await using bench = await openLambdaBench();
  await bench.create('hot', '', { Code: { S3Bucket: 'hot-reload', S3Key: folder } });
  const { Code, Configuration } = await bench.client.send(new GetFunctionCommand({ FunctionName: 'hot' }));
  expect(Code?.Location).toBe(`file://${folder}`);
  expect(Configuration?.CodeSize).toBe(0);
  expect((await bench.invoke('hot')).payload).toBe('before');
  await writeFile(join(folder, 'parts/text.mjs'), "export const text = 'after';");
  for (let seen: unknown = 'before'; seen !== 'after'; ) {
    const { payload, functionError } = await bench.invoke('hot');
    expect(functionError).toBeUndefined();
    expect(['before', 'after']).toContain(payload);
    seen = payload;
  }
});

test('requires an existing folder, and refuses another bucket by name', async () => {
  await using bench = await openLambdaBench();
  const create = (S3Bucket: string, S3Key: string) => bench.create('hot', '', { Code: { S3Bucket, S3Key } });
  await expect(create('hot-reload', join(folder, 'none'))).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: expect.stringContaining('there is no such folder'),
  });
  await expect(create('hot-reload', 'relative')).rejects.toMatchObject({
    message: expect.stringContaining('give the absolute path'),
  });
  await expect(create('my-bucket', 'code.zip')).rejects.toMatchObject({
    name: 'NotImplementedException',
    message: 'CreateFunction: Code.S3Bucket "my-bucket" is not supported by the embedded engine.',
  });
});

test('fails the function while its folder is gone', async () => {
  const source = "export const handler = async () => 'there';";
  await writeFile(join(folder, 'index.mjs'), source);
  await using bench = await openLambdaBench();
  await bench.create('hot', '', { Code: { S3Bucket: 'hot-reload', S3Key: folder } });
  await rm(folder, { recursive: true });
  expect((await bench.invoke('hot')).payload).toMatchObject({
    errorMessage: expect.stringContaining('no such file or directory'),
  });
  await mkdir(folder);
  await writeFile(join(folder, 'index.mjs'), source);
  expect((await bench.invoke('hot')).payload).toBe('there');
});
