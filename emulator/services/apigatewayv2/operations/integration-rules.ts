import type { Integration } from '@aws-sdk/client-apigatewayv2';
import { notImplemented } from '../../../edge/aws-error.ts';
import { functionOf } from '../gate/function-of.ts';
import { isReservedHeader, parseRequestTarget, parseResponseTarget } from '../gate/mapping-target.ts';
import { badRequest } from './dependencies.ts';

const LONGEST = 30_000;
const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'ANY'];

/** An integration with AWS's defaults. */
export function withDefaults(integration: Integration): Integration {
  return {
    ConnectionType: 'INTERNET',
    TimeoutInMillis: LONGEST,
    ...(integration.IntegrationType === 'AWS_PROXY' && { IntegrationMethod: 'POST' }),
    ...integration,
  };
}

/** Checks an integration as a whole; throws `BadRequestException`, or 501 for what is not supported. */
export function checkIntegration(integration: Integration): void {
  const {
    IntegrationType,
    IntegrationUri = '',
    IntegrationMethod,
    PayloadFormatVersion,
    RequestParameters,
  } = integration;
  if (IntegrationType === 'AWS_PROXY') {
    if (!functionOf(IntegrationUri)) throw badRequest(`Invalid integration URI specified: ${IntegrationUri}`);
    if (PayloadFormatVersion !== '1.0' && PayloadFormatVersion !== '2.0')
      throw badRequest('PayloadFormatVersion is a required parameter for integration');
  } else {
    if (integration.CredentialsArn)
      throw notImplemented(`CreateIntegration: CredentialsArn of the type ${IntegrationType}`);
    if (!/^https?:\/\/[^\s/]+/.test(IntegrationUri))
      throw badRequest(`Invalid HTTP endpoint specified for URI: ${IntegrationUri}`);
    if (!IntegrationMethod || !METHODS.includes(IntegrationMethod))
      throw badRequest('Invalid HTTP method specified for integration');
    if (PayloadFormatVersion !== undefined && PayloadFormatVersion !== '1.0')
      throw badRequest('PayloadFormatVersion should be 1.0 for HTTP_PROXY integrations');
  }
  for (const target of Object.keys(RequestParameters ?? {})) checkTarget(target, parseRequestTarget(target));
  for (const parameters of Object.values(integration.ResponseParameters ?? {})) {
    for (const [target, value] of Object.entries(parameters)) {
      checkTarget(target, parseResponseTarget(target));
      if (value.includes('$response.body') || value.includes('${response.body'))
        throw notImplemented('A response mapping from $response.body');
    }
  }
}

function checkTarget(target: string, parsed: { to: string; name: string } | undefined): void {
  if (!parsed)
    throw badRequest(
      `Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: ${target}]`,
    );
  if (parsed.to === 'header' && isReservedHeader(parsed.name))
    throw badRequest(`Operations on header ${parsed.name} are restricted`);
}
