import type { S3Location } from './permission.ts';

/**
 * The bucket and key of an S3 request: the bucket is in the host (`bucket.s3.…`) or begins the path (S3 user guide, "Virtual hosting of
 * buckets"). The host is read as LocalStack reads it, so that both mean the same bucket.
 */
export function s3Location(host: string, path: string): S3Location {
  const [, inHost] = /^(.+)\.s3\./.exec(host) ?? [];
  if (inHost !== undefined) return { bucket: inHost, key: unescaped(path.slice(1)) };
  const [, bucket = '', key = ''] = /^\/+([^/]*)\/?(.*)$/s.exec(path) ?? [];
  return { bucket: unescaped(bucket), key: unescaped(key) };
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
