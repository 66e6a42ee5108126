import { GatewayFailure, integrationUnreachable, misconfigured } from '../gateway-failure.ts';

/** What an error of the HTTP client means for the caller. */
export function endpointFailure(error: unknown): unknown {
  if (error instanceof GatewayFailure) return error;
  // By its code alone: errors of Node.js's own modules may come from another realm.
  if (typeof error !== 'object' || error === null || !('code' in error)) return error;
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
