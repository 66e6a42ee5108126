import { AwsError } from '../../../edge/aws-error.ts';
import type { ObjectReader } from '../../../edge/interfaces/object-reader.ts';
import type { Call } from '../../../edge/operation.ts';
import { limits } from '../limits.ts';

/** A call's place of a zip. */
export interface ZipPlace {
  S3Bucket?: string | undefined;
  S3Key?: string | undefined;
  S3ObjectVersion?: string | undefined;
}

/**
 * Reads a zip from S3 with the caller's permissions, as Lambda does: the caller needs `s3:GetObject`. Throws
 * `InvalidParameterValueException` with S3's code and text if there is none, and `AccessDeniedException`.
 */
export async function zipFromS3(
  objects: ObjectReader,
  { S3Bucket: bucket = '', S3Key: key, S3ObjectVersion: version }: ZipPlace,
  call: Pick<Call, 'authorize'>,
): Promise<Uint8Array> {
  if (!key) throw invalid('Please provide a source for function code.');
  call.authorize(
    version === undefined ? 's3:GetObject' : 's3:GetObjectVersion',
    `arn:aws:s3:::${bucket}/${key}`,
  );
  const zip = await objects.read({ bucket, key, version }, limits.unzippedBytes).catch((error: unknown) => {
    if (!(error instanceof AwsError) || error.code === 'UpstreamUnavailableException') throw error;
    throw invalid(
      `Error occurred while GetObject. S3 Error Code: ${error.code}. S3 Error Message: ${error.message}`,
    );
  });
  if (zip) return zip;
  throw invalid(`Unzipped size must be smaller than ${limits.unzippedBytes} bytes`);
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message);
}
