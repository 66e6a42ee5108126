import { timingSafeEqual } from 'node:crypto';
import { AwsError, notImplemented } from '../../../edge/aws-error.ts';
import type { SignedRequest } from '../../../edge/interfaces/authority.ts';
import type { Clock } from '../../../store/clock.ts';
import { basic, parseBasic } from './basic-time.ts';
import { canonicalRequest, sha256 } from './canonical-request.ts';
import { readClaims, type SignatureClaims } from './claims.ts';
import { readScope } from './read-scope.ts';
import { createSigningKeys, hmac } from './signing-key.ts';

/** How old a signature may be, in milliseconds (IAM user guide: requests are rejected after 15 minutes). */
const OLDEST = 15 * 60 * 1000;
/** How far ahead it may be. */
const NEWEST = 5 * 60 * 1000;

const MISMATCH =
  'The request signature we calculated does not match the signature you provided. ' +
  'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

/** Looks a key up, with its security token. Throws AwsError for unknown and expired ones. */
export type FindSecret<T extends { secret: string }> = (
  accessKeyId: string,
  securityToken: string | undefined,
) => T;

/**
 * Makes the check of SigV4 signatures. It returns what `find` knows of the key if the signature is valid, and throws AwsError:
 * `InvalidSignatureException` for one that does not match, is too old or is for another service; 501 for a body in signed chunks. The order
 * of the checks is AWS's. `clock` is the outside world's time, because clients sign with that; `regionOf` returns a service's one region,
 * undefined for any.
 */
export function createVerify(
  clock: Pick<Clock, 'now'>,
  regionOf: (service: string) => string | undefined = () => undefined,
): <T extends { secret: string }>(request: SignedRequest, find: FindSecret<T>) => T {
  const signingKey = createSigningKeys();
  return (request, find) => {
    const claims = readClaims(request);
    const { signedHeaders, timestamp } = claims;
    checkTime(claims, clock.now(), request.service);
    if (!signedHeaders.includes('host')) {
      throw new AwsError(
        'InvalidSignatureException',
        "'Host' must be a 'SignedHeader' in the AWS Authorization.",
      );
    }
    const { accessKeyId, scope } = readScope(claims, request.service, regionOf(request.service));
    const found = find(accessKeyId, claims.securityToken);
    const canonical = canonicalRequest({
      ...request,
      signedHeaders,
      payloadHash: payloadHashOf(request, claims),
      pathAsSent: request.service === 's3',
    });
    const text = [
      'AWS4-HMAC-SHA256',
      timestamp,
      `${scope.date}/${scope.region}/${scope.service}/aws4_request`,
      sha256(canonical),
    ].join('\n');
    const expected = hmac(signingKey(accessKeyId, found.secret, scope), text);
    const given = Buffer.from(claims.signature, 'hex');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      throw new AwsError('InvalidSignatureException', MISMATCH);
    }
    return found;
  };
}

function payloadHashOf(
  { headers, body, service }: SignedRequest,
  { contentHash, expires }: SignatureClaims,
): string {
  const declared = headers['x-amz-content-sha256'] ?? contentHash;
  if (declared === 'UNSIGNED-PAYLOAD') return declared;
  if (service === 's3') {
    // A presigned S3 request says nothing about its body (S3 API reference, "Authenticating Requests: Using Query Parameters").
    if (declared === undefined && expires !== undefined) return 'UNSIGNED-PAYLOAD';
    // The request's signature covers how its body is signed, chunk by chunk; the chunks' own signatures are not checked.
    if (String(declared).startsWith('STREAMING-')) return String(declared);
  }
  // Only S3 gets bodies that are signed chunk by chunk; no service here does.
  if (String(declared).startsWith('STREAMING-')) throw notImplemented(`A body signed as ${declared}`);
  if (body === undefined && declared !== undefined) return String(declared);
  const actual = sha256(body ?? '');
  if (declared !== undefined && declared !== actual)
    throw new AwsError('InvalidSignatureException', MISMATCH);
  return actual;
}

function checkTime({ timestamp, expires }: SignatureClaims, now: number, service: string): void {
  const signed = parseBasic(timestamp);
  if (signed === undefined) {
    throw new AwsError(
      'IncompleteSignatureException',
      `Date must be in ISO-8601 'basic format'. Got '${timestamp}'. See http://en.wikipedia.org/wiki/ISO_8601`,
    );
  }
  // STS ignores X-Amz-Expires: its presigned requests are valid for 15 minutes.
  const oldest = expires === undefined || service === 'sts' ? OLDEST : expires * 1000;
  if (signed < now - oldest) {
    const age = oldest === OLDEST ? '15 min.' : `${expires} sec.`;
    throw new AwsError(
      'InvalidSignatureException',
      `Signature expired: ${timestamp} is now earlier than ${basic(now - oldest)} (${basic(now)} - ${age})`,
    );
  }
  if (signed > now + NEWEST) {
    throw new AwsError(
      'InvalidSignatureException',
      `Signature not yet current: ${timestamp} is still later than ${basic(now + NEWEST)} (${basic(now)} + 5 min.)`,
    );
  }
}
