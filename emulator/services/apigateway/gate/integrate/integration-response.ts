import { parseWithin } from '../../../../edge/json-bounds.ts';
import { linearPattern } from '../../../../edge/linear-pattern.ts';
import { misconfigured } from '../../../execute-api/gateway-failure.ts';
import { convertWhole } from '../../../execute-api/integrate/convert-body.ts';
import { headerValue } from '../../../execute-api/request/request-values.ts';
import { jsonPath } from '../../../execute-api/template/json-path.ts';
import type { IntegrationRecord, IntegrationResponseRecord } from '../../state/records.ts';
import { contextVariable } from '../context-variables.ts';
import type { Exchange } from '../exchange.ts';
import { overrideText } from '../template/overrides.ts';
import { renderTemplate } from '../template/render-template.ts';
import { type Conversion, converterFor, responseConversion } from './content-conversion.ts';
import { mediaTypeOf } from './media-type.ts';
import { writeAnswer } from './write-answer.ts';

/** An endpoint's or a mock's answer. */
export interface EndpointAnswer {
  /** What `selectionPattern` must match. */
  readonly selector: string;
  readonly rawHeaders: string[];
  readonly body: Buffer;
}

/**
 * Answers through the integration's responses: the one whose pattern matches, else the default; its headers, its template for what the
 * client accepts (API Gateway guide, "Set up an integration response"). Throws GatewayFailure 500 if none fits.
 */
export async function answerThrough(
  exchange: Exchange,
  integration: IntegrationRecord,
  answer: EndpointAnswer,
): Promise<void> {
  const response = select(integration, answer.selector);
  if (!response)
    throw misconfigured(
      'No match for output mapping and no default endpoint response mapping configured. Endpoint Response Status Code: ' +
        answer.selector,
    );
  const { type, template } = templateFor(exchange, response);
  const conversion = responseConversion(
    exchange.stage.snapshot.api.binaryMediaTypes,
    { accept: headerValue(exchange.request, 'accept'), contentType: headerValue(answer, 'content-type') },
    response.contentHandling,
  );
  const text = answer.body.toString(conversion === 'encode' ? 'base64' : 'utf8');
  const rendered = template === undefined ? undefined : renderTemplate(exchange, template, text);
  const headers = new Map<string, [string, string]>([['content-type', ['Content-Type', type]]]);
  const set = (name: string, value: string) => headers.set(name.toLowerCase(), [name, value]);
  for (const [target, expression] of Object.entries(response.responseParameters ?? {})) {
    const value = responseValue(exchange, answer, text, expression);
    if (value !== undefined) set(target.slice('method.response.header.'.length), value);
  }
  // The request template's overrides of the response apply too (recorded on AWS).
  const override = exchange.overrides?.responseOverride;
  for (const [name, value] of Object.entries(override?.header ?? {})) set(name, overrideText(value));
  const overridden = Number(overrideText(override?.status));
  await writeAnswer(exchange, {
    status: overridden >= 100 && overridden <= 599 ? overridden : Number(response.statusCode),
    headers: [...headers.values()].flat(),
    body: convertedBody(conversion, answer.body, rendered),
  });
}

/** A template reads and writes text; decoding comes after it. */
function convertedBody(conversion: Conversion, body: Buffer, rendered: string | undefined): Buffer {
  if (rendered === undefined) return convertWhole(body, converterFor(conversion));
  const made = Buffer.from(rendered);
  return conversion === 'decode' ? convertWhole(made, converterFor('decode')) : made;
}

function select({ responses }: IntegrationRecord, selector: string): IntegrationResponseRecord | undefined {
  const all = Object.values(responses);
  return (
    all.find(
      ({ selectionPattern }) => selectionPattern && linearPattern(selectionPattern).matchesWhole(selector),
    ) ?? all.find(({ selectionPattern }) => !selectionPattern)
  );
}

/** The template for the first type in `Accept`, else for JSON, else the first one, if any. */
function templateFor(
  { request }: Exchange,
  { responseTemplates = {} }: IntegrationResponseRecord,
): { type: string; template: string | undefined } {
  const accepted = mediaTypeOf(headerValue(request, 'accept')?.split(',')[0]) ?? 'application/json';
  const types = Object.keys(responseTemplates);
  const type = [accepted, 'application/json'].find((wanted) => types.includes(wanted)) ?? types[0];
  return {
    type: type ?? 'application/json',
    // An empty template passes the body unchanged (API Gateway guide, "Select a mapping template").
    template: (type !== undefined && responseTemplates[type]) || undefined,
  };
}

/** The right side of `method.response.header.X` (API Gateway guide, "Method response header mapping expressions"). */
function responseValue(
  exchange: Exchange,
  answer: EndpointAnswer,
  body: string,
  expression: string,
): string | undefined {
  if (expression.startsWith("'")) return expression.slice(1, -1);
  const [, header] = /^integration\.response\.(?:multivalue)?header\.(.+)$/.exec(expression) ?? [];
  if (header !== undefined) return headerValue(answer, header);
  if (expression === 'integration.response.body') return body;
  if (expression.startsWith('integration.response.body.')) {
    const value = bodyValue(body, expression.slice('integration.response.body.'.length));
    return typeof value === 'string' ? value : JSON.stringify(value);
  }
  if (expression.startsWith('stageVariables.'))
    return exchange.stage.variables[expression.slice('stageVariables.'.length)];
  return contextVariable(exchange, expression.split('.').slice(1));
}

function bodyValue(body: string, path: string): unknown {
  try {
    return jsonPath(parseWithin(body), path);
  } catch {
    return undefined;
  }
}
