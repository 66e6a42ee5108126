/**
 * The errors that every service can send and no service's model lists, in each wire protocol ("Common errors" in the API references).
 * awsJson sends them all as 400.
 */
interface CommonError {
  /** The status of restJson and awsQuery. */
  status: number;
  /** The code that awsQuery sends. */
  queryCode: string;
}

export const commonErrors: Readonly<Record<string, CommonError>> = {
  AccessDeniedException: { status: 403, queryCode: 'AccessDenied' },
  ExpiredTokenException: { status: 403, queryCode: 'ExpiredToken' },
  IncompleteSignatureException: { status: 403, queryCode: 'IncompleteSignature' },
  InvalidSignatureException: { status: 403, queryCode: 'SignatureDoesNotMatch' },
  MissingAuthenticationTokenException: { status: 403, queryCode: 'MissingAuthenticationToken' },
  UnrecognizedClientException: { status: 403, queryCode: 'InvalidClientTokenId' },
};
