import { AwsError } from '../../../edge/aws-error.ts';
import type { SignatureClaims } from './claims.ts';
import type { Scope } from './signing-key.ts';

/**
 * Reads the key and the scope of a signature. Throws AwsError `IncompleteSignatureException` for another algorithm or an invalid
 * credential, and `InvalidSignatureException` with a sentence for each part that does not fit the request. `valid` is the one region of the
 * service; undefined accepts any.
 */
export function readScope(
  { algorithm, credential, timestamp }: SignatureClaims,
  wanted: string,
  valid?: string,
): { accessKeyId: string; scope: Scope } {
  if (algorithm !== 'AWS4-HMAC-SHA256') {
    throw new AwsError(
      'IncompleteSignatureException',
      `Unsupported AWS 'algorithm': '${algorithm}' (only AWS4-HMAC-SHA256 for now). `,
    );
  }
  const parts = credential.replace(/\/+$/, '').split('/');
  const [accessKeyId = '', date = '', region = '', service = '', terminator = ''] = parts;
  if (parts.length !== 5) {
    throw new AwsError(
      'IncompleteSignatureException',
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'`,
    );
  }
  const complaints = [
    valid !== undefined &&
      region !== valid &&
      `Credential should be scoped to a valid region, not '${region}'. This engine is in ${valid}: sign for it, or start the engine with AWS_REGION=${region}.`,
    service !== wanted && `Credential should be scoped to correct service: '${wanted}'.`,
    terminator !== 'aws4_request' &&
      `Credential should be scoped with a valid terminator: 'aws4_request', not '${terminator}'.`,
    date !== timestamp.slice(0, 8) &&
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${date}' != '${timestamp.slice(0, 8)}', from '${timestamp}'.`,
  ].filter(Boolean);
  if (complaints.length > 0) throw new AwsError('InvalidSignatureException', complaints.join(' '));
  return { accessKeyId, scope: { date, region, service } };
}
