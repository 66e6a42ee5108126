import { misconfigured } from '../../../execute-api/gateway-failure.ts';
import { convertWhole } from '../../../execute-api/integrate/convert-body.ts';
import { headerValue } from '../../../execute-api/request/request-values.ts';
import { unsupportedMediaType } from '../../../execute-api/request/unfit-request.ts';
import type { IntegrationRecord } from '../../state/records.ts';
import type { Exchange } from '../exchange.ts';
import type { Overrides } from '../template/overrides.ts';
import { renderTemplate } from '../template/render-template.ts';
import { converterFor, requestConversion } from './content-conversion.ts';
import { plainBody } from './content-encoding.ts';
import { mediaTypeOf } from './media-type.ts';

export interface IntegrationBody {
  /** The client's body as text, as mappings see it; base64 if the bytes are binary and should become text. */
  readonly text: string;
  /** What the endpoint gets. */
  readonly bytes: Buffer;
  readonly overrides: Overrides | undefined;
}

/**
 * An integration's body: by the template for the request's Content-Type, or unchanged if the passthrough behaviour allows it (API Gateway
 * guide, "Integration passthrough behaviors"). Throws GatewayFailure 415 if it does not, 413 above 10 MB, and 500 if a template would have
 * to read binary content.
 */
export async function integrationBody(
  exchange: Exchange,
  { requestTemplates = {}, passthroughBehavior, contentHandling }: IntegrationRecord,
): Promise<IntegrationBody> {
  const contentType = headerValue(exchange.request, 'content-type');
  const conversion = requestConversion(
    exchange.stage.snapshot.api.binaryMediaTypes,
    contentType,
    contentHandling,
  );
  const body = await plainBody(exchange);
  const text = body.toString(conversion === 'encode' ? 'base64' : 'utf8');
  const type = mediaTypeOf(contentType) ?? 'application/json';
  // An empty template passes the body unchanged.
  const template = (Object.hasOwn(requestTemplates, type) && requestTemplates[type]) || undefined;
  if (template !== undefined) {
    // AWS: an API whose every type is binary fails at its mocks' templates, until they are set to convert to text.
    if (conversion === 'none') throw misconfigured('Unable to transform request');
    const rendered = renderTemplate(exchange, template, text);
    const made = Buffer.from(rendered);
    const bytes = conversion === 'decode' ? convertWhole(made, converterFor('decode')) : made;
    return { text, bytes, overrides: exchange.overrides?.requestOverride };
  }
  const hasOthers = Object.keys(requestTemplates).length > 0 && !Object.hasOwn(requestTemplates, type);
  const isNever = passthroughBehavior === 'NEVER' && !Object.hasOwn(requestTemplates, type);
  if (isNever || (passthroughBehavior === 'WHEN_NO_TEMPLATES' && hasOthers)) throw unsupportedMediaType();
  return { text, bytes: convertWhole(body, converterFor(conversion)), overrides: undefined };
}
