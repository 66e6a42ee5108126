import {
  GatewayFailure,
  integrationUnreachable,
  misconfigured,
} from '../../../execute-api/gateway-failure.ts';

/** What an error of the HTTP client means for the caller. */
export function endpointFailure(error: unknown): unknown {
  if (error instanceof GatewayFailure) return error;
  // By its code: errors of Node.js's own modules may come from another realm.
  if (typeof error !== 'object' || error === null || !('code' in error)) return error;
  if (isTls(String(error.code))) return misconfigured('General SSLEngine problem', 500, error);
  switch (error.code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return misconfigured('Invalid endpoint address', 500, error);
    case 'UND_ERR_INVALID_ARG':
      return misconfigured('Invalid endpoint request', 500, error);
    default:
      return integrationUnreachable(error);
  }
}

/** An untrusted certificate, or no TLS where it was expected: to AWS the API is misconfigured, as with an unknown host name. */
function isTls(code: string): boolean {
  return /^(EPROTO|ERR_SSL_\w+|ERR_TLS_\w+|CERT_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+)$/.test(
    code,
  );
}
