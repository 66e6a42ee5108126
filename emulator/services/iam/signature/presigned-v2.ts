import { createHmac, timingSafeEqual } from 'node:crypto';
import { AwsError } from '../../../edge/aws-error.ts';
import type { SignedRequest } from '../../../edge/interfaces/authority.ts';
import type { FindSecret } from './verify.ts';

/** Parameters of the query that are signed as part of the resource (S3 user guide, "Signing and authenticating REST requests"). */
const SUBRESOURCES = new Set(
  `acl cors delete lifecycle location logging notification partNumber policy requestPayment restore tagging torrent uploadId
  uploads versionId versioning versions website response-cache-control response-content-disposition response-content-encoding
  response-content-language response-content-type response-expires`.split(/\s+/),
);

/** Whether a request has a presigned signature of the older version, which boto3 still makes for S3. */
export function isPresignedV2({ service, url }: Pick<SignedRequest, 'service' | 'url'>): boolean {
  return service === 's3' && /[?&]AWSAccessKeyId=/.test(url);
}

/**
 * Checks a presigned URL of signature version 2, and returns what `find` knows of the key. Throws AwsError: `AccessDeniedException` for an
 * incomplete or expired one, `InvalidSignatureException` for one that does not match.
 */
export function verifyPresignedV2<T extends { secret: string }>(
  { method, url, headers }: SignedRequest,
  find: FindSecret<T>,
  now: number,
): T {
  const mark = url.indexOf('?');
  const query = new URLSearchParams(url.slice(mark + 1));
  const [key, signature, expires] = ['AWSAccessKeyId', 'Signature', 'Expires'].map((name) => query.get(name));
  if (!key || !signature || !expires || !/^\d+$/.test(expires))
    throw new AwsError(
      'AccessDeniedException',
      'Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters',
    );
  if (Number(expires) * 1000 < now) throw new AwsError('AccessDeniedException', 'Request has expired');
  const found = find(key, query.get('x-amz-security-token') ?? undefined);
  const text = [
    method,
    headers['content-md5'] ?? query.get('content-md5') ?? '',
    headers['content-type'] ?? query.get('content-type') ?? '',
    expires,
    ...amzHeaders(headers, query),
    resourceOf(String(headers['host'] ?? ''), url.slice(0, mark), query),
  ].join('\n');
  const expected = createHmac('sha1', found.secret).update(text).digest();
  const given = Buffer.from(signature, 'base64');
  if (given.length === expected.length && timingSafeEqual(given, expected)) return found;
  throw new AwsError(
    'InvalidSignatureException',
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  );
}

/** Each `x-amz-` header as `name:value`, in order; presigning puts them into the query. */
function amzHeaders(headers: SignedRequest['headers'], query: URLSearchParams): string[] {
  const all = new Map<string, string>();
  for (const [name, value] of query) if (/^x-amz-/i.test(name)) all.set(name.toLowerCase(), value);
  for (const [name, value] of Object.entries(headers))
    if (name.startsWith('x-amz-') && value !== undefined) all.set(name, [value].flat().join(','));
  return [...all].map(([name, value]) => `${name}:${value.trim()}`).sort();
}

function resourceOf(host: string, path: string, query: URLSearchParams): string {
  const [, bucket] = /^(.+)\.s3\./.exec(host) ?? [];
  const parts = [...query]
    .filter(([name]) => SUBRESOURCES.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`));
  return `${bucket === undefined ? '' : `/${bucket}`}${path}${parts.length > 0 ? `?${parts.join('&')}` : ''}`;
}
