import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { AwsError } from '../../../edge/aws-error.ts';
import type { Code } from '../state/code.ts';
import type { CodeStore } from './code-store.ts';

/** The bucket by which LocalStack's users name a folder of their machine as a function's code. */
export const HOT_RELOAD_BUCKET = 'hot-reload';

export interface GivenCode {
  ZipFile?: Uint8Array | undefined;
  S3Bucket?: string | undefined;
  S3Key?: string | undefined;
}

/**
 * Takes the code that a call gives: a zip, which is checked and kept, or a folder by LocalStack's convention, which is run where it
 * lies. With `dryRun` nothing is kept. Throws `InvalidParameterValueException`.
 */
export async function receiveCode(
  store: Pick<CodeStore, 'check' | 'put'>,
  { ZipFile, S3Bucket, S3Key }: GivenCode,
  { operation, dryRun = false }: { operation: string; dryRun?: boolean | undefined },
): Promise<Code> {
  if (ZipFile && S3Bucket) {
    throw invalid('Please do not provide other FunctionCode parameters when providing a ZipFile.');
  }
  if (S3Bucket === HOT_RELOAD_BUCKET) return codeInFolder(S3Key ?? '');
  if (!ZipFile) throw invalid('Please provide a source for function code.');
  const code = await store.check(ZipFile, operation);
  if (!dryRun) await store.put(code, ZipFile);
  return code;
}

async function codeInFolder(folder: string): Promise<Code> {
  if (!isAbsolute(folder)) {
    throw invalid(
      `The key in the bucket ${HOT_RELOAD_BUCKET} is "${folder}": give the absolute path of a folder.`,
    );
  }
  const there = await stat(folder).catch(() => undefined);
  if (!there?.isDirectory()) {
    throw invalid(`The key in the bucket ${HOT_RELOAD_BUCKET} is "${folder}": there is no such folder.`);
  }
  return { folder, sha256: createHash('sha256').update(folder).digest('base64'), size: 0 };
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message);
}
