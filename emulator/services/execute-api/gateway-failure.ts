import type { GatewayResponseType } from '@aws-sdk/client-api-gateway';

/** A request that the gateway answers itself. `responseType` says which customised answer applies; see answer-failure.ts. */
export class GatewayFailure extends Error {
  override readonly name = 'GatewayFailure';
  readonly responseType: GatewayResponseType;
  /** Without a customised gateway response; that may set another. */
  readonly status: number;
  /** For `x-amzn-ErrorType`. */
  readonly errorType: string;
  /** `$context.error.message`; null if AWS says `{"message":null}`. */
  readonly text: string | null;
  /** AWS's own body if it is not `{"message":…}` without blanks. */
  readonly body: string | undefined;
  /** `$context.error.validationErrorString`: what a request validator found. */
  readonly validation: string | undefined;
  /** Why, for the execution log; never sent to the client. */
  readonly detail: string | undefined;

  constructor(
    responseType: GatewayResponseType,
    options: {
      status: number;
      errorType: string;
      text: string | null;
      body?: string;
      validation?: string;
      detail?: string;
      cause?: unknown;
    },
  ) {
    super(options.detail ?? options.text ?? responseType, { cause: options.cause });
    this.responseType = responseType;
    this.status = options.status;
    this.errorType = options.errorType;
    this.text = options.text;
    this.body = options.body;
    this.validation = options.validation;
    this.detail = options.detail;
  }
}

/** No resource or no method for this path: AWS does not say 404. */
export function noRoute(): GatewayFailure {
  return new GatewayFailure('MISSING_AUTHENTICATION_TOKEN', {
    status: 403,
    errorType: 'MissingAuthenticationTokenException',
    text: 'Missing Authentication Token',
  });
}

/** No identity, or the authorizer threw exactly `Unauthorized`. */
export function unauthorized(): GatewayFailure {
  return new GatewayFailure('UNAUTHORIZED', {
    status: 401,
    errorType: 'UnauthorizedException',
    text: 'Unauthorized',
  });
}

/** A user pool's token that has expired. */
export function expiredToken(): GatewayFailure {
  return new GatewayFailure('UNAUTHORIZED', {
    status: 401,
    errorType: 'UnauthorizedException',
    text: 'The incoming token has expired',
  });
}

/** The authorizer's policy does not allow the method. The default body has a capital M, as on AWS. */
export function accessDenied(explicit: boolean): GatewayFailure {
  const text = `User is not authorized to access this resource${explicit ? ' with an explicit deny' : ''}`;
  return new GatewayFailure('ACCESS_DENIED', {
    status: 403,
    errorType: 'AccessDeniedException',
    text,
    body: `{"Message":"${text}"}`,
  });
}

/** The authorizer failed, or its answer is no verdict. */
export function authorizerMisconfigured(detail: string, cause?: unknown): GatewayFailure {
  return new GatewayFailure('AUTHORIZER_CONFIGURATION_ERROR', {
    status: 500,
    errorType: 'AuthorizerConfigurationException',
    text: null,
    detail: `Execution failed due to configuration error: ${detail}`,
    cause,
  });
}

/** The endpoint could not be reached, or broke off. */
export function integrationUnreachable(cause: unknown): GatewayFailure {
  return new GatewayFailure('INTEGRATION_FAILURE', {
    status: 504,
    errorType: 'InternalServerErrorException',
    text: 'Network error communicating with endpoint',
    detail: 'Execution failed due to a network error communicating with endpoint',
    cause,
  });
}

/** The endpoint did not answer in time. */
export function integrationTimedOut(): GatewayFailure {
  return new GatewayFailure('INTEGRATION_TIMEOUT', {
    status: 504,
    errorType: 'InternalServerErrorException',
    text: 'Endpoint request timed out',
    detail: 'Execution failed due to a timeout error',
  });
}

/** The integration is misconfigured. */
export function misconfigured(detail: string, status: 500 | 502 = 500, cause?: unknown): GatewayFailure {
  return new GatewayFailure('API_CONFIGURATION_ERROR', {
    status,
    errorType: 'InternalServerErrorException',
    text: 'Internal server error',
    body: '{"message": "Internal server error"}',
    detail: `Execution failed due to configuration error: ${detail}`,
    cause,
  });
}
