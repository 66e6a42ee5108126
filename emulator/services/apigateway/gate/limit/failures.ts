import { GatewayFailure } from '../../../execute-api/gateway-failure.ts';

/** No API key, an unknown one, or one that no usage plan allows for this stage. */
export function invalidApiKey(): GatewayFailure {
  return new GatewayFailure('INVALID_API_KEY', {
    status: 403,
    errorType: 'ForbiddenException',
    text: 'Forbidden',
  });
}

/** More requests than a token bucket allows. */
export function throttled(): GatewayFailure {
  return new GatewayFailure('THROTTLED', {
    status: 429,
    errorType: 'TooManyRequestsException',
    text: 'Too Many Requests',
  });
}

/** A usage plan's quota is used up. */
export function quotaExceeded(): GatewayFailure {
  return new GatewayFailure('QUOTA_EXCEEDED', {
    status: 429,
    errorType: 'LimitExceededException',
    text: 'Limit Exceeded',
  });
}

/** A required parameter is missing or blank. */
export function missingParameters(names: readonly string[]): GatewayFailure {
  const text = `Missing required request parameters: [${names.join(', ')}]`;
  return new GatewayFailure('BAD_REQUEST_PARAMETERS', {
    status: 400,
    errorType: 'BadRequestException',
    text,
    body: JSON.stringify({ message: text }).replace(':', ': '),
    validation: `[${names.join(', ')}]`,
  });
}

/** The body does not fit its model; `findings` says why. */
export function invalidBody(findings: readonly string[]): GatewayFailure {
  return new GatewayFailure('BAD_REQUEST_BODY', {
    status: 400,
    errorType: 'BadRequestException',
    text: 'Invalid request body',
    body: '{"message": "Invalid request body"}',
    validation: `[${findings.join(', ')}]`,
  });
}
