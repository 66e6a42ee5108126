import { notImplemented } from '../../../../edge/aws-error.ts';
import { badRequest } from '../../control/errors.ts';
import { checkRequestMappings } from '../../control/mapping-expression.ts';
import type { IntegrationRecord, MethodRecord } from '../../state/records.ts';
import { HTTP_METHODS } from '../method/method-rules.ts';

/** How long API Gateway waits for an integration, in milliseconds (API Gateway quotas). */
const SHORTEST = 50;
export const LONGEST = 29_000;

/** Checks an integration as a whole. Throws AWS's `BadRequestException`. */
export function checkIntegration(integration: IntegrationRecord, method: MethodRecord): void {
  const { type, uri = '', httpMethod, timeoutInMillis, passthroughBehavior } = integration;
  if (!['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER'].includes(passthroughBehavior))
    throw badRequest('Invalid passthrough behavior specified');
  if (!(timeoutInMillis >= SHORTEST && timeoutInMillis <= LONGEST))
    throw badRequest(`Timeout should be between ${SHORTEST} ms and ${LONGEST} ms`);
  checkRequestMappings(integration.requestParameters, method.requestParameters);
  refuseUnused(integration);
  if (type === 'MOCK') return;
  if (!httpMethod) throw badRequest('Enumeration value for HttpMethod must be non-empty');
  if (!HTTP_METHODS.includes(httpMethod))
    throw badRequest(
      'Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY',
    );
  if (type === 'AWS_PROXY') checkLambdaUri(uri);
  else if (!isEndpoint(uri)) throw badRequest('Invalid HTTP endpoint specified for URI');
}

/**
 * What AWS accepts for a type of integration and this engine does not support: refused by name. Mappings of AWS_PROXY and MOCK, and
 * templates of the two proxies, AWS accepts too, without effect (recorded on AWS).
 */
function refuseUnused({ type, requestParameters, contentHandling, credentials }: IntegrationRecord): void {
  if (credentials !== undefined && type !== 'AWS_PROXY')
    throw notImplemented(`PutIntegration: credentials of the type ${type}`);
  // A function's event is always text: bytes are in it as base64.
  if (type === 'AWS_PROXY' && contentHandling === 'CONVERT_TO_BINARY')
    throw notImplemented('PutIntegration: contentHandling CONVERT_TO_BINARY of the type AWS_PROXY');
  const mappings = Object.values(requestParameters ?? {});
  if (type === 'HTTP_PROXY' && mappings.some((source) => source.startsWith('method.request.body')))
    throw notImplemented('PutIntegration: requestParameters from the body, of the type HTTP_PROXY');
}

function isEndpoint(uri: string): boolean {
  // A stage variable may stand for any part of the address, the host included.
  const filled = uri.replaceAll(/\$\{stageVariables\.\w+\}/g, 'x').replaceAll(/[{}]/g, '');
  return /^https?:\/\/[^\s]+$/.test(filled) && URL.canParse(filled);
}

function checkLambdaUri(uri: string): void {
  if (!uri.startsWith('arn:')) throw badRequest('Invalid ARN specified in the request');
  if (!/:(path|action)\//.test(uri)) throw badRequest('AWS ARN for integration must contain path or action');
  if (!/^arn:aws[\w-]*:apigateway:[\w-]+:lambda:path\/+2015-03-31\/functions\/.+\/invocations$/.test(uri))
    throw badRequest(
      "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.",
    );
}
