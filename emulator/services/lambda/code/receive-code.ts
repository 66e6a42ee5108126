import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { AwsError } from '../../../edge/aws-error.ts';
import type { ObjectReader } from '../../../edge/interfaces/object-reader.ts';
import type { Call, Honoured } from '../../../edge/operation.ts';
import { limits } from '../limits.ts';
import type { Code } from '../state/code.ts';
import type { CodeStore } from './code-store.ts';
import { type ZipPlace, zipFromS3 } from './zip-from-s3.ts';

/** The bucket by which LocalStack's users name a folder of their machine as a function's code. */
const HOT_RELOAD_BUCKET = 'hot-reload';

export interface GivenCode extends ZipPlace {
  ZipFile?: Uint8Array | undefined;
}

/** Which sources of code an operation honours, with and without S3. */
export function honouredPlaces(
  objects: ObjectReader | undefined,
): Readonly<Record<keyof ZipPlace, Honoured>> {
  return objects
    ? { S3Bucket: true, S3Key: true, S3ObjectVersion: true }
    : { S3Bucket: [HOT_RELOAD_BUCKET], S3Key: true, S3ObjectVersion: [] };
}

/** The caller of a call with code. */
export interface Receiving {
  operation: string;
  dryRun?: boolean | undefined;
  objects: ObjectReader | undefined;
  call: Pick<Call, 'authorize'>;
}

/**
 * Takes the code of a call: a zip, inline or in S3, which is checked and stored, or a folder by LocalStack's convention, which runs where
 * it is. With `dryRun` nothing is stored. Throws `InvalidParameterValueException`.
 */
export async function receiveCode(
  store: Pick<CodeStore, 'check' | 'put'>,
  given: GivenCode,
  { operation, dryRun = false, objects, call }: Receiving,
): Promise<Code> {
  const { ZipFile, S3Bucket, S3Key } = given;
  if (ZipFile && S3Bucket) {
    throw invalid('Please do not provide other FunctionCode parameters when providing a ZipFile.');
  }
  if (S3Bucket === HOT_RELOAD_BUCKET) return codeInFolder(S3Key ?? '');
  const zip = ZipFile ?? (S3Bucket && objects ? await zipFromS3(objects, given, call) : undefined);
  if (!zip) throw invalid('Please provide a source for function code.');
  // A zip from S3 may be as large as the unzipped limit.
  const code = await store.check(zip, operation, ZipFile ? undefined : limits.unzippedBytes);
  if (!dryRun) await store.put(code, zip);
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
