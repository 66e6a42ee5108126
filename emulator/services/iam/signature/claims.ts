import { hash } from 'node:crypto';
import { AwsError } from '../../../edge/aws-error.ts';
import type { SignedRequest } from '../../../edge/interfaces/authority.ts';
import { basicOfHeader } from './basic-time.ts';

/** What a request says about its own signature. */
export interface SignatureClaims {
  algorithm: string;
  /** `<key>/<date>/<region>/<service>/aws4_request`, as it came. */
  credential: string;
  signedHeaders: readonly string[];
  signature: string;
  /** `20260131T120000Z` */
  timestamp: string;
  securityToken: string | undefined;
  /** Seconds for which a presigned request is valid; undefined for a header's signature. */
  expires: number | undefined;
  /** `X-Amz-Content-Sha256` of a presigned request. */
  contentHash: string | undefined;
}

/**
 * Reads the signature from the Authorization header or, for a presigned request, from the query. Throws AwsError
 * `MissingAuthenticationTokenException` if there is none and `IncompleteSignatureException` if it is incomplete.
 */
export function readClaims({ url, headers, service }: SignedRequest): SignatureClaims {
  const authorization = headers['authorization'];
  const query = url.includes('X-Amz-') ? new URLSearchParams(url.slice(url.indexOf('?') + 1)) : undefined;
  const presigned = query?.has('X-Amz-Algorithm') ?? false;
  if (presigned && authorization !== undefined) {
    throw new AwsError(
      'InvalidSignatureException',
      "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
    );
  }
  if (query && presigned) return fromQuery(query);
  if (typeof authorization === 'string' && authorization.trim().startsWith('AWS4-'))
    return fromHeader(authorization, headers);
  // The REST services use API Gateway's words.
  const rest = service === 'lambda' || service === 'apigateway' || service === 'execute-api';
  throw new AwsError(
    'MissingAuthenticationTokenException',
    rest ? 'Missing Authentication Token' : 'Request is missing Authentication Token',
  );
}

function fromHeader(text: string, headers: SignedRequest['headers']): SignatureClaims {
  const [algorithm = '', ...rest] = text.trim().split(' ');
  const fields = new Map(
    rest
      .join(' ')
      .split(',')
      .map((part) => {
        const mark = part.indexOf('=');
        return [part.slice(0, mark).trim(), part.slice(mark + 1).trim()] as const;
      }),
  );
  const missing = ['Credential', 'Signature', 'SignedHeaders'].filter((name) => !fields.get(name));
  const date = headers['x-amz-date'] ?? headers['date'];
  const complaints = [
    ...missing.map((name) => `Authorization header requires '${name}' parameter.`),
    ...(date ? [] : ["Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."]),
  ];
  if (complaints.length > 0) {
    const hashed = hash('sha256', text, 'base64');
    throw new AwsError(
      'IncompleteSignatureException',
      `${complaints.join(' ')} (Hashed with SHA-256 and encoded with Base64) Authorization=${hashed}`,
    );
  }
  const token = headers['x-amz-security-token'];
  return {
    algorithm,
    credential: fields.get('Credential') ?? '',
    signedHeaders: (fields.get('SignedHeaders') ?? '').toLowerCase().split(';'),
    signature: fields.get('Signature') ?? '',
    timestamp: headers['x-amz-date'] === undefined ? basicOfHeader(String(date)) : String(date),
    securityToken: typeof token === 'string' ? token : undefined,
    expires: undefined,
    contentHash: undefined,
  };
}

function fromQuery(query: URLSearchParams): SignatureClaims {
  const names = [
    'X-Amz-Algorithm',
    'X-Amz-Credential',
    'X-Amz-Signature',
    'X-Amz-SignedHeaders',
    'X-Amz-Date',
  ];
  const missing = names.filter((name) => !query.get(name));
  if (missing.length > 0) {
    const complaints = missing.map((name) => `AWS query-string parameters must include '${name}'.`);
    throw new AwsError(
      'IncompleteSignatureException',
      `${complaints.join(' ')} Re-examine the query-string parameters.`,
    );
  }
  return {
    algorithm: query.get('X-Amz-Algorithm') ?? '',
    credential: query.get('X-Amz-Credential') ?? '',
    signedHeaders: (query.get('X-Amz-SignedHeaders') ?? '').toLowerCase().split(';'),
    signature: query.get('X-Amz-Signature') ?? '',
    timestamp: query.get('X-Amz-Date') ?? '',
    securityToken: query.get('X-Amz-Security-Token') ?? undefined,
    expires: expiresOf(query.get('X-Amz-Expires')),
    contentHash: query.get('X-Amz-Content-Sha256') ?? undefined,
  };
}

/** A presigned request is valid for seven days at most. */
const LONGEST = 604_800;

function expiresOf(text: string | null): number {
  const seconds = text === null ? 15 * 60 : Number(text);
  if (Number.isInteger(seconds) && seconds >= 0 && seconds <= LONGEST) return seconds;
  throw new AwsError(
    'IncompleteSignatureException',
    `X-Amz-Expires must be a number from 0 to ${LONGEST} seconds, got '${text}'.`,
  );
}
