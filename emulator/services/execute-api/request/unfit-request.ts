import { GatewayFailure } from '../gateway-failure.ts';

/** The request's body is over 10 MB (API Gateway quotas). */
export function requestTooLarge(): GatewayFailure {
  return new GatewayFailure('REQUEST_TOO_LARGE', {
    status: 413,
    errorType: 'RequestTooLargeException',
    text: 'Request Too Long',
  });
}

/** The body has no template and may not pass unchanged, or is not compressed as it claims. */
export function unsupportedMediaType(): GatewayFailure {
  return new GatewayFailure('UNSUPPORTED_MEDIA_TYPE', {
    status: 415,
    errorType: 'BadRequestException',
    text: 'Unsupported Media Type',
  });
}

/** A method with authorization was called with a path that makes its ARN too long. AWS documents status and text. */
export function requestUriTooLong(): GatewayFailure {
  return new GatewayFailure('DEFAULT_4XX', {
    status: 414,
    errorType: 'RequestURITooLongException',
    text: 'Request URI too long',
  });
}

/** The values of all headers together are over 10,240 bytes (API Gateway quotas). The status is reported from the field. */
export function headersTooLarge(): GatewayFailure {
  return new GatewayFailure('REQUEST_TOO_LARGE', {
    status: 431,
    errorType: 'RequestHeaderFieldsTooLargeException',
    text: 'HTTP header is larger than 10240 bytes.',
  });
}
