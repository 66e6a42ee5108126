import {
  deref,
  isObject,
  type Json,
  listOf,
  objectOf,
  textOf,
} from '../../../execute-api/definition/read-definition.ts';
import type { MethodRecord, MethodResponseRecord } from '../../state/records.ts';
import type { Scheme } from './authorizers-of.ts';
import { nameOf } from './models-of.ts';

/** What methods are made from besides the operation itself. */
export interface Surroundings {
  readonly document: Json;
  /** Where the operation stands. */
  readonly path: string;
  readonly schemes: ReadonlyMap<string, Scheme>;
  /** The ids of validators by name. */
  readonly validatorIds: ReadonlyMap<string, string>;
  /** Creates a model from a schema without a name, and returns the model's. */
  modelFor(schema: Json): string;
}

/** Reads an operation of a definition; its integration is read separately. */
export function methodOf(
  httpMethod: string,
  operation: Json,
  shared: readonly unknown[],
  around: Surroundings,
): MethodRecord {
  const { document, path } = around;
  const parameters = [...shared, ...listOf(operation['parameters'])].map((one) => deref(document, one));
  const operationName = textOf(operation['operationId']);
  const requestParameters = requestParametersOf(parameters, path);
  const requestModels = requestModelsOf(operation, parameters, around);
  return {
    httpMethod,
    ...authorizationOf(operation['security'] ?? document['security'], around),
    ...(operationName !== undefined && { operationName }),
    ...(requestParameters && { requestParameters }),
    ...(requestModels && { requestModels }),
    ...validatorOf(operation, around),
    responses: responsesOf(operation, around),
  };
}

const PLACES: Readonly<Record<string, string>> = { path: 'path', query: 'querystring', header: 'header' };

/** Declared parameters, and those of the path, which need not be declared (recorded on AWS). */
function requestParametersOf(parameters: readonly Json[], path: string): Record<string, boolean> | undefined {
  const ofPath = [...path.matchAll(/\{([^{}+]+)\+?\}/g)].map(([, name]): [string, boolean] => [
    `method.request.path.${name}`,
    true,
  ]);
  const declared = parameters.flatMap((parameter): [string, boolean][] => {
    const place = PLACES[textOf(parameter['in']) ?? ''];
    return place ? [[`method.request.${place}.${parameter['name']}`, parameter['required'] === true]] : [];
  });
  const entries = [...ofPath, ...declared];
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

function requestModelsOf(
  operation: Json,
  parameters: readonly Json[],
  around: Surroundings,
): Record<string, string> | undefined {
  const { document } = around;
  if (!document['swagger']) {
    const content = objectOf(deref(document, operation['requestBody'])['content']);
    return modelsIn(content, around);
  }
  const body = parameters.find((parameter) => parameter['in'] === 'body');
  if (!body || !isObject(body['schema'])) return undefined;
  const types = listOf(operation['consumes'] ?? document['consumes']).map(textOf);
  return { [types[0] ?? 'application/json']: nameFor(body['schema'], around) };
}

function modelsIn(content: Json, around: Surroundings): Record<string, string> | undefined {
  const entries = Object.entries(content).flatMap(([type, value]): [string, string][] => {
    const schema = objectOf(value)['schema'];
    return isObject(schema) ? [[type, nameFor(schema, around)]] : [];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

function nameFor(schema: Json, { modelFor }: Surroundings): string {
  return typeof schema['$ref'] === 'string' ? nameOf(schema['$ref']) : modelFor(schema);
}

function responsesOf(operation: Json, around: Surroundings): Record<string, MethodResponseRecord> {
  const { document } = around;
  const entries = Object.entries(objectOf(operation['responses'])).flatMap(
    ([statusCode, value]): [string, MethodResponseRecord][] => {
      if (!/^[1-5]\d\d$/.test(statusCode)) return [];
      const response = deref(document, value);
      const headers = Object.keys(objectOf(response['headers'])).map((name): [string, boolean] => [
        `method.response.header.${name}`,
        false,
      ]);
      const models = document['swagger']
        ? swaggerModels(response, operation, around)
        : modelsIn(objectOf(response['content']), around);
      return [
        [
          statusCode,
          {
            statusCode,
            ...(headers.length > 0 && { responseParameters: Object.fromEntries(headers) }),
            ...(models && { responseModels: models }),
          },
        ],
      ];
    },
  );
  return Object.fromEntries(entries);
}

function swaggerModels(response: Json, operation: Json, around: Surroundings) {
  if (!isObject(response['schema'])) return undefined;
  const types = listOf(operation['produces'] ?? around.document['produces']).map(textOf);
  return { [types[0] ?? 'application/json']: nameFor(response['schema'], around) };
}

function validatorOf(operation: Json, { document, validatorIds }: Surroundings) {
  const name = textOf(
    operation['x-amazon-apigateway-request-validator'] ?? document['x-amazon-apigateway-request-validator'],
  );
  const requestValidatorId = name === undefined ? undefined : validatorIds.get(name);
  return requestValidatorId === undefined ? {} : { requestValidatorId };
}

function authorizationOf(
  security: unknown,
  { schemes }: Surroundings,
): Pick<MethodRecord, 'authorizationType' | 'authorizerId' | 'authorizationScopes' | 'apiKeyRequired'> {
  const named = listOf(security).flatMap((requirement) => Object.entries(objectOf(requirement)));
  const key = named.some(([name]) => schemes.get(name)?.kind === 'key') ? { apiKeyRequired: true } : {};
  for (const [name, wanted] of named) {
    const scheme = schemes.get(name);
    if (scheme?.kind === 'iam') return { authorizationType: 'AWS_IAM', ...key };
    if (scheme?.kind !== 'authorizer') continue;
    const { id, type } = scheme.authorizer;
    const scopes = listOf(wanted).map((scope) => textOf(scope) ?? '');
    return {
      authorizationType: type === 'COGNITO_USER_POOLS' ? type : 'CUSTOM',
      authorizerId: id,
      ...(scopes.length > 0 && type === 'COGNITO_USER_POOLS' && { authorizationScopes: scopes }),
      ...key,
    };
  }
  return { authorizationType: 'NONE', ...key };
}
