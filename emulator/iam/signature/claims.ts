import { AwsError } from '../../edge/aws-error.ts';
import type { SignedRequest } from '../authority.ts';
import { basicOfHeader } from './basic-time.ts';
import type { Scope } from './signing-key.ts';

/** What a request says of its own signature. */
export interface SignatureClaims {
  accessKeyId: string;
  scope: Scope;
  signedHeaders: readonly string[];
  signature: string;
  /** `20260131T120000Z` */
  timestamp: string;
  securityToken: string | undefined;
  /** Seconds for which a presigned request counts; undefined for a header's signature. */
  expires: number | undefined;
  /** `X-Amz-Content-Sha256` of a presigned request. */
  contentHash: string | undefined;
}

/**
 * Reads the signature from the Authorization header or, for a presigned request, from the query. Throws AwsError
 * `MissingAuthenticationTokenException` when there is none and `IncompleteSignatureException` when it is not whole.
 */
export function readClaims({ url, headers }: SignedRequest): SignatureClaims {
  const authorization = headers['authorization'];
  if (typeof authorization === 'string') return fromHeader(authorization, headers);
  const query = new URLSearchParams(url.slice(url.indexOf('?') + 1));
  if (url.includes('?') && query.has('X-Amz-Algorithm')) return fromQuery(query);
  throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token');
}

function fromHeader(text: string, headers: SignedRequest['headers']): SignatureClaims {
  const [algorithm, ...rest] = text.split(' ');
  if (algorithm !== 'AWS4-HMAC-SHA256') {
    throw new AwsError('IncompleteSignatureException', `Unsupported AWS 'algorithm': '${algorithm}'.`);
  }
  const fields = new Map(
    rest
      .join(' ')
      .split(',')
      .map((part) => {
        const mark = part.indexOf('=');
        return [part.slice(0, mark).trim(), part.slice(mark + 1).trim()] as const;
      }),
  );
  const missing = ['Credential', 'SignedHeaders', 'Signature'].filter((name) => !fields.get(name));
  const date = headers['x-amz-date'] ?? headers['date'];
  const complaints = [
    ...missing.map((name) => `Authorization header requires '${name}' parameter.`),
    ...(date ? [] : ["Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."]),
  ];
  if (complaints.length > 0) {
    throw new AwsError('IncompleteSignatureException', `${complaints.join(' ')} Authorization=${algorithm}`);
  }
  const token = headers['x-amz-security-token'];
  return {
    ...credentialOf(fields.get('Credential') ?? ''),
    signedHeaders: (fields.get('SignedHeaders') ?? '').split(';'),
    signature: fields.get('Signature') ?? '',
    timestamp: headers['x-amz-date'] === undefined ? basicOfHeader(String(date)) : String(date),
    securityToken: typeof token === 'string' ? token : undefined,
    expires: undefined,
    contentHash: undefined,
  };
}

function fromQuery(query: URLSearchParams): SignatureClaims {
  const names = ['X-Amz-Credential', 'X-Amz-SignedHeaders', 'X-Amz-Signature', 'X-Amz-Date'];
  const missing = names.filter((name) => !query.get(name));
  if (missing.length > 0) {
    const complaints = missing.map((name) => `AWS query-string parameters must include '${name}'.`);
    throw new AwsError(
      'IncompleteSignatureException',
      `${complaints.join(' ')} Re-examine the query-string parameters.`,
    );
  }
  return {
    ...credentialOf(query.get('X-Amz-Credential') ?? ''),
    signedHeaders: (query.get('X-Amz-SignedHeaders') ?? '').split(';'),
    signature: query.get('X-Amz-Signature') ?? '',
    timestamp: query.get('X-Amz-Date') ?? '',
    securityToken: query.get('X-Amz-Security-Token') ?? undefined,
    expires: expiresOf(query.get('X-Amz-Expires')),
    contentHash: query.get('X-Amz-Content-Sha256') ?? undefined,
  };
}

/** A presigned request is good for seven days at most. */
const LONGEST = 604_800;

function expiresOf(text: string | null): number {
  const seconds = text === null ? 15 * 60 : Number(text);
  if (Number.isInteger(seconds) && seconds >= 0 && seconds <= LONGEST) return seconds;
  throw new AwsError(
    'IncompleteSignatureException',
    `X-Amz-Expires must be a number from 0 to ${LONGEST} seconds, got '${text}'.`,
  );
}

function credentialOf(text: string): { accessKeyId: string; scope: Scope } {
  const parts = text.split('/');
  const [accessKeyId = '', date = '', region = '', service = '', terminator] = parts;
  if (parts.length !== 5) {
    throw new AwsError(
      'IncompleteSignatureException',
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${text}'`,
    );
  }
  if (terminator !== 'aws4_request') {
    throw new AwsError(
      'InvalidSignatureException',
      `Credential should be scoped with a valid terminator: 'aws4_request', not '${terminator}'.`,
    );
  }
  return { accessKeyId, scope: { date, region, service } };
}
