/** Reads S3 objects, if there is an S3: upstream. */
export interface ObjectReader {
  /**
   * The whole content of an object of at most `limit` bytes; undefined for a larger one. Throws AwsError with S3's code and text
   * (`NoSuchKey`, `NoSuchBucket`) if S3 refuses, and if there is no answer.
   */
  read(
    object: { bucket: string; key: string; version?: string | undefined },
    limit: number,
  ): Promise<Uint8Array | undefined>;
}
