import { parseWithin } from '../../../../edge/json-bounds.ts';
import { misconfigured } from '../../../execute-api/gateway-failure.ts';
import type { IntegrationRecord } from '../../state/records.ts';
import type { Exchange } from '../exchange.ts';
import { answerThrough } from './integration-response.ts';
import { integrationBody } from './request-template.ts';

/**
 * Answers without an endpoint: the request's template must produce `{"statusCode": …}`, which selects the integration response (API Gateway
 * guide, "Mock integrations"). Throws GatewayFailure 500 otherwise.
 */
export async function answerMock(exchange: Exchange, integration: IntegrationRecord): Promise<void> {
  const { bytes } = await integrationBody(exchange, integration);
  const status = statusOf(bytes.toString('utf8'));
  if (status === undefined)
    throw misconfigured('Unable to parse statusCode. It should be an integer that is defined.');
  await answerThrough(exchange, integration, {
    selector: String(status),
    rawHeaders: [],
    body: Buffer.alloc(0),
  });
}

function statusOf(text: string): number | undefined {
  // AWS accepts near-JSON too: keys without quotes, as in its console's first mock templates, and a trailing comma.
  const lenient = text.replaceAll(/([{,]\s*)([A-Za-z_]\w*)\s*:/g, '$1"$2":').replaceAll(/,\s*}/g, '}');
  try {
    const parsed: unknown = parseWithin(lenient);
    const status =
      typeof parsed === 'object' && parsed !== null && 'statusCode' in parsed ? parsed.statusCode : undefined;
    const number = typeof status === 'string' ? Number(status) : status;
    return typeof number === 'number' && Number.isInteger(number) ? number : undefined;
  } catch {
    return undefined;
  }
}
