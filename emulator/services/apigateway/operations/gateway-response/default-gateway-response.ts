import type { GatewayResponse, GatewayResponseType } from '@aws-sdk/client-api-gateway';
import type { GatewayResponseRecord } from '../../state/records.ts';

/** The template of every gateway response that has none of its own. */
export const DEFAULT_TEMPLATES = { 'application/json': '{"message":$context.error.messageString}' };

/** Every type with its own status (API Gateway guide, "Gateway response types"); the two defaults have none. */
export const STATUS_OF: Readonly<Record<GatewayResponseType, string | undefined>> = {
  ACCESS_DENIED: '403',
  API_CONFIGURATION_ERROR: '500',
  AUTHORIZER_CONFIGURATION_ERROR: '500',
  AUTHORIZER_FAILURE: '500',
  BAD_REQUEST_BODY: '400',
  BAD_REQUEST_PARAMETERS: '400',
  DEFAULT_4XX: undefined,
  DEFAULT_5XX: undefined,
  EXPIRED_TOKEN: '403',
  INTEGRATION_FAILURE: '504',
  INTEGRATION_TIMEOUT: '504',
  INVALID_API_KEY: '403',
  INVALID_SIGNATURE: '403',
  MISSING_AUTHENTICATION_TOKEN: '403',
  QUOTA_EXCEEDED: '429',
  REQUEST_TOO_LARGE: '413',
  RESOURCE_NOT_FOUND: '404',
  THROTTLED: '429',
  UNAUTHORIZED: '401',
  UNSUPPORTED_MEDIA_TYPE: '415',
  WAF_FILTERED: '403',
};

/** The effective customised response of a type: its own, or the default of its class. */
export function customisedFor(
  responses: ReadonlyMap<GatewayResponseType, GatewayResponseRecord>,
  type: GatewayResponseType,
): GatewayResponseRecord | undefined {
  const own = responses.get(type);
  if (own) return own;
  return responses.get(STATUS_OF[type]?.startsWith('5') ? 'DEFAULT_5XX' : 'DEFAULT_4XX');
}

/** A gateway response as AWS shows it: `defaultResponse` says that the type itself was not customised. */
export function describeGatewayResponse(
  responses: ReadonlyMap<GatewayResponseType, GatewayResponseRecord>,
  responseType: GatewayResponseType,
): GatewayResponse {
  const isDefault = STATUS_OF[responseType] === undefined;
  const custom = isDefault ? responses.get(responseType) : customisedFor(responses, responseType);
  return {
    responseType,
    statusCode: custom?.statusCode ?? STATUS_OF[responseType],
    responseParameters: { ...custom?.responseParameters },
    responseTemplates: { ...(custom?.responseTemplates ?? DEFAULT_TEMPLATES) },
    defaultResponse: !responses.has(responseType),
  };
}
