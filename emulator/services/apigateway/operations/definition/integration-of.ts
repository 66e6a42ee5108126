import type { ContentHandlingStrategy, IntegrationType } from '@aws-sdk/client-api-gateway';
import { notImplemented } from '../../../../edge/aws-error.ts';
import { type Json, listOf, objectOf, textOf } from '../../../execute-api/definition/read-definition.ts';
import { badRequest } from '../../control/errors.ts';
import type { IntegrationRecord, IntegrationResponseRecord, Strings } from '../../state/records.ts';
import { LONGEST } from '../integration/integration-rules.ts';

const TYPES = new Set<string>(['HTTP', 'HTTP_PROXY', 'AWS_PROXY', 'MOCK'] satisfies IntegrationType[]);
const REFUSED = ['connectionId', 'tlsConfig', 'responseTransferMode', 'integrationTarget'];

/** Where in a definition something stands, for warnings. */
export interface Place {
  readonly path: string;
  readonly method: string;
  readonly warnings: string[];
}

/** Reads `x-amazon-apigateway-integration`. Throws 501 for unsupported settings, `BadRequestException` for an invalid one. */
export function integrationOf(given: Json, resourceId: string, place: Place): IntegrationRecord {
  const type = textOf(given['type'])?.toUpperCase() ?? '';
  if (type === 'AWS') throw notImplemented('x-amazon-apigateway-integration of the type aws');
  if (!TYPES.has(type)) throw badRequest(`Invalid integration type specified: ${given['type']}`);
  for (const name of REFUSED) {
    if (given[name] !== undefined && given[name] !== null)
      throw notImplemented(`x-amazon-apigateway-integration: ${name}`);
  }
  if (listOf(given['cacheKeyParameters']).length > 0)
    throw notImplemented('x-amazon-apigateway-integration: cacheKeyParameters');
  if ((textOf(given['connectionType']) ?? 'INTERNET') !== 'INTERNET')
    throw notImplemented('x-amazon-apigateway-integration: connectionType VPC_LINK');
  const parameters = stringsOf(given['requestParameters'], 'requestParameters', place);
  return {
    type: type as IntegrationType,
    httpMethod: textOf(given['httpMethod'])?.toUpperCase(),
    uri: textOf(given['uri']),
    ...(given['credentials'] !== undefined && { credentials: textOf(given['credentials']) }),
    requestParameters: parameters,
    requestTemplates: templatesOf(given['requestTemplates']),
    passthroughBehavior: textOf(given['passthroughBehavior'])?.toUpperCase() ?? 'WHEN_NO_MATCH',
    contentHandling: conversionOf(given['contentHandling']),
    timeoutInMillis: Number(given['timeoutInMillis'] ?? LONGEST),
    cacheNamespace: textOf(given['cacheNamespace']) ?? resourceId,
    responses: responsesOf(objectOf(given['responses']), place),
  };
}

function responsesOf(given: Json, place: Place): Record<string, IntegrationResponseRecord> {
  const responses = Object.entries(given).map(([pattern, value]): [string, IntegrationResponseRecord] => {
    const response = objectOf(value);
    const statusCode = textOf(response['statusCode']) ?? '200';
    return [
      statusCode,
      {
        statusCode,
        ...(pattern !== 'default' && { selectionPattern: pattern }),
        responseParameters: stringsOf(response['responseParameters'], 'responseParameters', place),
        responseTemplates: templatesOf(response['responseTemplates']),
        contentHandling: conversionOf(response['contentHandling']),
      },
    ];
  });
  return Object.fromEntries(responses);
}

/** A map of strings; other values are dropped with AWS's warning (recorded on AWS). */
function stringsOf(value: unknown, name: string, { path, method, warnings }: Place): Strings | undefined {
  const entries = Object.entries(objectOf(value)).filter(([key, text]) => {
    if (typeof text === 'string') return true;
    warnings.push(
      `Invalid format for '${name}'. Expected type string for property '${key}' of resource '${path}' and method '${method}' but got '${JSON.stringify(text)}'`,
    );
    return false;
  });
  return entries.length > 0 ? (Object.fromEntries(entries) as Strings) : undefined;
}

/** Templates by type; one written as JSON becomes its text. */
function templatesOf(value: unknown): Strings | undefined {
  const entries = Object.entries(objectOf(value));
  if (entries.length === 0) return undefined;
  return Object.fromEntries(
    entries.map(([type, template]) => [
      type,
      typeof template === 'string' ? template : template === null ? '' : JSON.stringify(template),
    ]),
  );
}

function conversionOf(value: unknown): ContentHandlingStrategy | undefined {
  const text = textOf(value)?.toUpperCase();
  if (text === undefined || text === 'CONVERT_TO_TEXT' || text === 'CONVERT_TO_BINARY') return text;
  throw badRequest('Invalid content handling specified. Valid options are CONVERT_TO_BINARY,CONVERT_TO_TEXT');
}
