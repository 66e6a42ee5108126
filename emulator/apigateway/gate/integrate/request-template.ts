import type { IntegrationRecord } from '../../state/records.ts';
import type { Exchange } from '../exchange.ts';
import { GatewayFailure } from '../gateway-failure.ts';
import { headerValue } from '../request-values.ts';
import { type Overrides, renderTemplate } from '../template/render-template.ts';

/** The media type alone, in lower case, without its parameters. */
export function mediaTypeOf(header: string | undefined): string | undefined {
  return header?.split(';')[0]?.trim().toLowerCase();
}

/**
 * The body that an integration gets: by the template for the request's Content-Type, or as it is where the passthrough behaviour
 * says so (API Gateway guide, "Integration passthrough behaviors"). Throws GatewayFailure 415 where it does not.
 */
export function integrationBody(
  exchange: Exchange,
  { requestTemplates = {}, passthroughBehavior }: IntegrationRecord,
  body: string,
): { text: string; overrides: Overrides | undefined } {
  const type = mediaTypeOf(headerValue(exchange.request, 'content-type')) ?? 'application/json';
  const template = Object.hasOwn(requestTemplates, type) ? requestTemplates[type] : undefined;
  if (template !== undefined) {
    const { text, requestOverride } = renderTemplate(exchange, template, body);
    return { text, overrides: requestOverride };
  }
  const hasTemplates = Object.keys(requestTemplates).length > 0;
  if (passthroughBehavior === 'NEVER' || (passthroughBehavior === 'WHEN_NO_TEMPLATES' && hasTemplates)) {
    throw new GatewayFailure('UNSUPPORTED_MEDIA_TYPE', {
      status: 415,
      errorType: 'BadRequestException',
      text: 'Unsupported Media Type',
    });
  }
  return { text: body, overrides: undefined };
}
