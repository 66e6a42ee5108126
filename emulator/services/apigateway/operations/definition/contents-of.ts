import type { DocumentationPartLocation, GatewayResponseType } from '@aws-sdk/client-api-gateway';
import { AwsError } from '../../../../edge/aws-error.ts';
import { checkExtensions, REST_EXTENSIONS } from '../../../execute-api/definition/check-extensions.ts';
import {
  deref,
  isObject,
  type Json,
  listOf,
  objectOf,
  textOf,
} from '../../../execute-api/definition/read-definition.ts';
import { badRequest } from '../../control/errors.ts';
import type {
  AuthorizerRecord,
  DocumentationPartRecord,
  GatewayResponseRecord,
  ModelRecord,
  ResourceRecord,
  ValidatorRecord,
} from '../../state/records.ts';
import { DEFAULT_TEMPLATES, STATUS_OF } from '../gateway-response/default-gateway-response.ts';
import { pathBelow } from '../resource/path-part.ts';
import { schemesOf } from './authorizers-of.ts';
import { integrationOf } from './integration-of.ts';
import { methodOf, type Surroundings } from './method-of.ts';
import { modelsOf, withUrls } from './models-of.ts';

/** Everything that a definition creates in an API, except the API's own settings. */
export interface Contents {
  readonly resources: ResourceRecord[];
  readonly authorizers: AuthorizerRecord[];
  readonly models: ModelRecord[];
  readonly validators: ValidatorRecord[];
  readonly gatewayResponses: GatewayResponseRecord[];
  readonly documentationParts: DocumentationPartRecord[];
  readonly warnings: string[];
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'];

/** Reads what a definition creates. Throws 501 with the name of anything unsupported, `BadRequestException` for what AWS rejects. */
export function contentsOf(
  document: Json,
  {
    apiId,
    rootId,
    basePath,
    newId,
  }: { apiId: string; rootId: string; basePath: string; newId: () => string },
): Contents {
  checkExtensions(document, REST_EXTENSIONS);
  const models = modelsOf(document, apiId, newId);
  const schemes = schemesOf(document, newId);
  const validators = validatorsOf(document, newId);
  const around: Omit<Surroundings, 'path'> = {
    document,
    schemes,
    validatorIds: new Map(validators.map(({ id, name = '' }) => [name, id])),
    modelFor(schema) {
      const name = `MODEL${newId()}`;
      const text = JSON.stringify(withUrls(schema, apiId));
      models.push({ id: newId(), name, contentType: 'application/json', schema: text });
      return name;
    },
  };
  const warnings: string[] = [];
  const root: ResourceRecord = { id: rootId, path: '/', methods: {} };
  const resources = new Map<string, ResourceRecord>([['/', root]]);
  for (const [written, value] of Object.entries(objectOf(document['paths']))) {
    if (written.startsWith('x-')) continue;
    const resource = resourceAt(resources, root, `${basePath}/${written}`, newId);
    const item = deref(document, value);
    const operations = Object.entries(item).flatMap(([name, operation]): [string, Json][] => {
      if (!isObject(operation)) return [];
      if (name === 'x-amazon-apigateway-any-method') return [['ANY', operation]];
      return METHODS.includes(name) ? [[name.toUpperCase(), operation]] : [];
    });
    const methods = operations.map(([name, operation]) => {
      const method = methodOf(name, operation, listOf(item['parameters']), {
        ...around,
        path: resource.path,
      });
      const extension = operation['x-amazon-apigateway-integration'];
      if (!isObject(extension)) return [name, method];
      const place = { path: resource.path, method: name, warnings };
      const integration = inPlace(place, () => integrationOf(extension, resource.id, place));
      return [name, { ...method, integration }];
    });
    resources.set(resource.path, {
      ...resource,
      methods: { ...resource.methods, ...Object.fromEntries(methods) },
    });
  }
  return {
    resources: [...resources.values()],
    authorizers: [...schemes.values()].flatMap((scheme) =>
      scheme.kind === 'authorizer' ? [scheme.authorizer] : [],
    ),
    models,
    validators,
    gatewayResponses: gatewayResponsesOf(document),
    documentationParts: documentationPartsOf(document, newId),
    warnings,
  };
}

/** Adds the place to AWS's sentence about an integration. */
export function inPlace<Result>(
  { path, method }: { path: string; method: string },
  read: () => Result,
): Result {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== 'BadRequestException') throw error;
    throw badRequest(
      `Errors found during import:\n\tUnable to put integration on '${method}' for resource at path '${path}': ${error.message}`,
    );
  }
}

function resourceAt(
  resources: Map<string, ResourceRecord>,
  root: ResourceRecord,
  path: string,
  newId: () => string,
): ResourceRecord {
  let resource = resources.get('/') ?? root;
  for (const pathPart of path.split('/').filter((part) => part !== '')) {
    const below = pathBelow(resource, pathPart);
    const known = resources.get(below);
    const made = known ?? { id: newId(), parentId: resource.id, pathPart, path: below, methods: {} };
    resources.set(below, made);
    resource = made;
  }
  return resource;
}

function validatorsOf(document: Json, newId: () => string): ValidatorRecord[] {
  return Object.entries(objectOf(document['x-amazon-apigateway-request-validators'])).map(
    ([name, value]) => ({
      id: newId(),
      name,
      validateRequestBody: objectOf(value)['validateRequestBody'] === true,
      validateRequestParameters: objectOf(value)['validateRequestParameters'] === true,
    }),
  );
}

function gatewayResponsesOf(document: Json): GatewayResponseRecord[] {
  return Object.entries(objectOf(document['x-amazon-apigateway-gateway-responses'])).map(([name, value]) => {
    const given = objectOf(value);
    if (!Object.hasOwn(STATUS_OF, name)) throw badRequest(`Invalid gateway response type specified: ${name}`);
    const responseType = name as GatewayResponseType;
    const templates = objectOf(given['responseTemplates']) as Record<string, string>;
    return {
      responseType,
      statusCode: textOf(given['statusCode']) ?? STATUS_OF[responseType],
      responseParameters: objectOf(given['responseParameters']) as Record<string, string>,
      responseTemplates: Object.keys(templates).length > 0 ? templates : DEFAULT_TEMPLATES,
    };
  });
}

/** The parts of `x-amazon-apigateway-documentation`. */
export function documentationPartsOf(document: Json, newId: () => string): DocumentationPartRecord[] {
  const { documentationParts } = objectOf(document['x-amazon-apigateway-documentation']);
  return listOf(documentationParts).map((value) => {
    const { location, properties } = objectOf(value);
    return {
      id: newId(),
      location: withPath(objectOf(location) as unknown as DocumentationPartLocation),
      properties: JSON.stringify(properties ?? {}),
    };
  });
}

/** Kinds of documentation parts without a path. */
const PATHLESS = new Set(['API', 'AUTHORIZER', 'MODEL']);

/** A location without a path is at the root, if its kind has a path at all (recorded on AWS). */
function withPath(location: DocumentationPartLocation): DocumentationPartLocation {
  return PATHLESS.has(location.type ?? '') ? location : { path: '/', ...location };
}
