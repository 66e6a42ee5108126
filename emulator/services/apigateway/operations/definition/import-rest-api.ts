import type { ImportRestApiRequest, PutRestApiRequest, RestApi } from '@aws-sdk/client-api-gateway';
import { notImplemented } from '../../../../edge/aws-error.ts';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import { basePathOf } from '../../../execute-api/definition/base-path.ts';
import {
  type Json,
  listOf,
  objectOf,
  readDefinition,
  textOf,
} from '../../../execute-api/definition/read-definition.ts';
import { newApiId, newPartId } from '../../../execute-api/ids.ts';
import { checkRoleArn } from '../../../execute-api/role-arn.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { badRequest } from '../../control/errors.ts';
import { findApi } from '../../control/lookup.ts';
import type { ApiRecord, RestApiRecord } from '../../state/records.ts';
import { compressionSize } from '../rest-api/compression-size.ts';
import { describeRestApi } from '../rest-api/describe-rest-api.ts';
import { checkContents } from './check-contents.ts';
import { type Contents, contentsOf } from './contents-of.ts';
import { mergeResources } from './merge-resources.ts';

type Needs = Pick<Dependencies, 'store' | 'config' | 'random' | 'clock'>;
type Parameters = Readonly<Record<string, string>> | undefined;

/** Imports a definition as an API: all of it or, if anything in it is refused, nothing. */
export function importRestApi(dependencies: Needs) {
  const { random, clock } = dependencies;
  return operation<ImportRestApiRequest, RestApi>({
    honours: { failOnWarnings: true, parameters: true, body: true },
    ...access('POST', () => '/restapis'),
    async run({ body, parameters, failOnWarnings }, call) {
      const document = await readDefinition(body);
      const id = newApiId(random);
      const rootResourceId = newPartId(random);
      const contents = read(dependencies, document, id, rootResourceId, parameters);
      for (const arn of rolesIn(contents)) checkRoleArn(arn, call);
      const api = withSettings(document, [], {
        id,
        name: '',
        createdAt: clock.now(),
        binaryMediaTypes: [],
        endpointType: endpointType(parameters),
        ipAddressType: 'ipv4',
        disableExecuteApiEndpoint: false,
        rootResourceId,
        tags: {},
      });
      return keepDefinition(dependencies, api, contents, failOnWarnings);
    },
  });
}

/** Imports a definition into an existing API: instead of its content (`overwrite`), or over the parts it names (`merge`). */
export function putRestApi(dependencies: Needs) {
  return operation<PutRestApiRequest, RestApi>({
    honours: { restApiId: true, mode: true, failOnWarnings: true, parameters: true, body: true },
    ...access('PUT', ({ restApiId }) => `/restapis/${restApiId}`),
    async run({ restApiId = '', mode = 'merge', body, parameters, failOnWarnings }, call) {
      // AWS reads the definition before it looks for the API.
      const document = await readDefinition(body);
      const before = findApi(dependencies, restApiId);
      const { id, rootResourceId, binaryMediaTypes } = before.api;
      const contents = read(dependencies, document, id, rootResourceId, parameters);
      for (const arn of rolesIn(contents)) checkRoleArn(arn, call);
      const isMerge = mode === 'merge';
      const api = withSettings(document, isMerge ? binaryMediaTypes : [], before.api);
      const put = keepDefinition(
        dependencies,
        api,
        isMerge ? merged(before, contents) : contents,
        failOnWarnings,
      );
      return { ...put, tags: { ...api.tags } };
    },
  });
}

function read(
  { random }: Needs,
  document: Json,
  apiId: string,
  rootId: string,
  parameters: Parameters,
): Contents {
  return contentsOf(document, {
    apiId,
    rootId,
    basePath: basePathOf(document, parameters?.['basepath']),
    newId: () => newPartId(random),
  });
}

/** The roles by which functions are to be invoked. */
function rolesIn({ authorizers, resources }: Contents): Set<string> {
  const methods = resources.flatMap((resource) => Object.values(resource.methods));
  const arns = [
    ...authorizers.map(({ authorizerCredentials }) => authorizerCredentials),
    ...methods.map(({ integration }) => integration?.credentials),
  ];
  return new Set(arns.filter((arn) => arn !== undefined));
}

function keepDefinition(
  { store }: Needs,
  api: RestApiRecord,
  contents: Contents,
  failOnWarnings: boolean | undefined,
): RestApi {
  const { warnings } = contents;
  if (failOnWarnings && warnings.length > 0)
    throw badRequest(`Warnings found during import:\n\t${warnings.join('\n\t')}`);
  const maps = {
    resources: new Map(contents.resources.map((one) => [one.id, one])),
    authorizers: new Map(contents.authorizers.map((one) => [one.id, one])),
    models: new Map(contents.models.map((one) => [one.name, one])),
    validators: new Map(contents.validators.map((one) => [one.id, one])),
    gatewayResponses: new Map(contents.gatewayResponses.map((one) => [one.responseType, one])),
    documentationParts: new Map(contents.documentationParts.map((one) => [one.id, one])),
  };
  checkContents(maps);
  store.commit.putDefinition({ api, ...maps });
  return { ...describeRestApi(api), ...(warnings.length > 0 && { warnings }) };
}

function merged(before: ApiRecord, { warnings, ...contents }: Contents): Contents {
  const keep = <One>(
    old: Iterable<One>,
    added: readonly One[],
    keyOf: (one: One) => string | undefined,
  ): One[] => {
    const names = new Set(added.map(keyOf));
    return [...[...old].filter((one) => !names.has(keyOf(one))), ...added];
  };
  return {
    warnings,
    resources: mergeResources(before.resources, contents.resources),
    authorizers: keep(before.authorizers.values(), contents.authorizers, ({ name }) => name),
    models: keep(before.models.values(), contents.models, ({ name }) => name),
    validators: keep(before.validators.values(), contents.validators, ({ name }) => name),
    gatewayResponses: keep(
      before.gatewayResponses.values(),
      contents.gatewayResponses,
      (one) => one.responseType,
    ),
    documentationParts: keep(
      before.documentationParts.values(),
      contents.documentationParts,
      ({ location }) => JSON.stringify(location),
    ),
  };
}

function withSettings(document: Json, types: readonly string[], api: RestApiRecord): RestApiRecord {
  const info = objectOf(document['info']);
  const description = textOf(info['description']);
  const version = textOf(info['version']);
  const added = listOf(document['x-amazon-apigateway-binary-media-types']).map((type) => textOf(type) ?? '');
  const size = document['x-amazon-apigateway-minimum-compression-size'];
  const source = textOf(document['x-amazon-apigateway-api-key-source']);
  if (source !== undefined && source !== 'HEADER' && source !== 'AUTHORIZER')
    throw badRequest(`Invalid API key source specified: ${source}. Must be one of: [AUTHORIZER, HEADER]`);
  return {
    ...api,
    ...(source && { apiKeySource: source }),
    ...(size !== undefined && { minimumCompressionSize: compressionSize(String(size)) }),
    name: textOf(info['title']) ?? api.name,
    ...(description !== undefined && { description }),
    ...(version !== undefined && { version }),
    binaryMediaTypes: [...new Set([...types, ...added])],
  };
}

function endpointType(parameters: Parameters): 'EDGE' | 'REGIONAL' {
  const type = parameters?.['endpointConfigurationTypes'] ?? 'EDGE';
  if (type !== 'EDGE' && type !== 'REGIONAL') throw notImplemented(`endpointConfigurationTypes ${type}`);
  return type;
}
