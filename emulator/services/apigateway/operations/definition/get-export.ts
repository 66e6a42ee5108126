import type { ExportResponse, GetExportRequest } from '@aws-sdk/client-api-gateway';
import { stringify } from 'yaml';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import { isObject, objectOf } from '../../../execute-api/definition/read-definition.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { badRequest } from '../../control/errors.ts';
import { findApi, findDeployment, findStage } from '../../control/lookup.ts';
import type { ApiRecord, AuthorizerRecord, DeploymentRecord, MethodRecord } from '../../state/records.ts';
import { exportGatewayResponses } from './export-gateway-responses.ts';
import { type ExportForm, exportMethod } from './export-method.ts';

/** Exports what a stage serves as OpenAPI 3.0 or Swagger 2.0, in JSON or YAML, with API Gateway's extensions on request. */
export function getExport(dependencies: Pick<Dependencies, 'store' | 'config'>) {
  return operation<GetExportRequest, ExportResponse>({
    honours: { restApiId: true, stageName: true, exportType: true, parameters: true, accepts: true },
    ...access(
      'GET',
      ({ restApiId, stageName, exportType }) =>
        `/restapis/${restApiId}/stages/${stageName}/exports/${exportType}`,
    ),
    run({ restApiId, stageName = '', exportType, parameters, accepts = '' }) {
      if (exportType !== 'oas30' && exportType !== 'swagger')
        throw badRequest(`No API exporter for type '${exportType}'`);
      const api = findApi(dependencies, restApiId);
      const stage = findStage(dependencies, restApiId, stageName);
      const deployment = findDeployment(dependencies, restApiId, stage.deploymentId);
      const extensions = (parameters?.['extensions'] ?? '').split(',');
      const all = extensions.includes('apigateway');
      const form: ExportForm = {
        isSwagger: exportType === 'swagger',
        integrations: all || extensions.includes('integrations'),
        authorizers: all || extensions.includes('authorizers'),
        others: all,
        authorizerRecords: deployment.snapshot.authorizers,
        validatorRecords: deployment.snapshot.validators,
      };
      const { document, version } = documentOf(api, deployment, stageName, dependencies.config.region, form);
      const isYaml = accepts.includes('yaml');
      return {
        contentType: 'application/octet-stream',
        contentDisposition: `attachment; filename="${exportType}_${version}.${isYaml ? 'yaml' : 'json'}"`,
        body: Buffer.from(isYaml ? stringify(document) : JSON.stringify(document, null, 2)),
      };
    },
  });
}

function documentOf(
  { models }: ApiRecord,
  { snapshot, createdAt }: DeploymentRecord,
  stageName: string,
  region: string,
  form: ExportForm,
): { document: object; version: string } {
  const { api } = snapshot;
  // An API without a version gets its deployment's time.
  const version = api.version ?? `${new Date(createdAt).toISOString().slice(0, 19)}Z`;
  const info = {
    ...(api.description !== undefined && { description: api.description }),
    title: api.name,
    version,
  };
  const host = `${api.id}.execute-api.${region}.amazonaws.com`;
  const paths = snapshot.resources
    .filter(({ methods }) => Object.keys(methods).length > 0)
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, methods }) => [path, operationsOf(methods, form)]);
  const used = usedModels(
    snapshot.resources.flatMap(({ methods }) => Object.values(methods)),
    models,
  );
  const schemas = used.map((name) => [name, localSchema(models.get(name)?.schema, form)]);
  const security = securitySchemes(snapshot, form);
  const schemaMap = schemas.length > 0 ? Object.fromEntries(schemas) : undefined;
  const others = form.others && {
    ...exportGatewayResponses(snapshot.gatewayResponses),
    ...(api.apiKeySource === 'AUTHORIZER' && { 'x-amazon-apigateway-api-key-source': 'AUTHORIZER' }),
    ...(api.minimumCompressionSize !== undefined && {
      'x-amazon-apigateway-minimum-compression-size': api.minimumCompressionSize,
    }),
    ...(api.binaryMediaTypes.length > 0 && {
      'x-amazon-apigateway-binary-media-types': [...api.binaryMediaTypes],
    }),
    ...(snapshot.validators.size > 0 && {
      'x-amazon-apigateway-request-validators': Object.fromEntries(
        [...snapshot.validators.values()].map(({ id, name = id, ...checks }) => [
          name,
          {
            validateRequestParameters: checks.validateRequestParameters,
            validateRequestBody: checks.validateRequestBody,
          },
        ]),
      ),
    }),
  };
  const document = form.isSwagger
    ? {
        swagger: '2.0',
        info,
        host,
        basePath: `/${stageName}`,
        schemes: ['https'],
        paths: Object.fromEntries(paths),
        ...(security && { securityDefinitions: security }),
        ...(schemaMap && { definitions: schemaMap }),
        ...others,
      }
    : {
        openapi: '3.0.1',
        info,
        servers: [{ url: `https://${host}/{basePath}`, variables: { basePath: { default: stageName } } }],
        paths: Object.fromEntries(paths),
        components: {
          ...(schemaMap && { schemas: schemaMap }),
          ...(security && { securitySchemes: security }),
        },
        ...others,
      };
  return { document, version };
}

function operationsOf(methods: Readonly<Record<string, MethodRecord>>, form: ExportForm): object {
  return Object.fromEntries(
    Object.entries(methods).map(([name, method]) => [
      name === 'ANY' ? 'x-amazon-apigateway-any-method' : name.toLowerCase(),
      exportMethod(method, form),
    ]),
  );
}

/** The models that methods refer to, directly or not. */
function usedModels(methods: readonly MethodRecord[], models: ApiRecord['models']): string[] {
  const found = new Set<string>();
  const waiting = methods.flatMap(({ requestModels = {}, responses }) => [
    ...Object.values(requestModels),
    ...Object.values(responses).flatMap(({ responseModels = {} }) => Object.values(responseModels)),
  ]);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const schema = models.get(name)?.schema;
    if (found.has(name) || schema === undefined) continue;
    found.add(name);
    for (const [, other = ''] of schema.matchAll(/\/models\/([A-Za-z0-9]+)"/g)) waiting.push(other);
  }
  return [...found].sort();
}

/** A model's schema with references inside the document. */
function localSchema(schema: string | undefined, { isSwagger }: ExportForm): unknown {
  const prefix = isSwagger ? '#/definitions/' : '#/components/schemas/';
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key]) => key !== '$schema')
        .map(([key, inner]) => [
          key,
          key === '$ref' && typeof inner === 'string' ? inner.replace(/^.*\/models\//, prefix) : walk(inner),
        ]),
    );
  };
  try {
    return walk(objectOf(JSON.parse(schema ?? '{}')));
  } catch {
    return {};
  }
}

function securitySchemes(
  { resources, authorizers }: DeploymentRecord['snapshot'],
  form: ExportForm,
): object | undefined {
  const methods = resources.flatMap((resource) => Object.values(resource.methods));
  const used = [...authorizers.values()].filter(({ id }) =>
    methods.some((method) => method.authorizerId === id),
  );
  const schemes = used.map((authorizer): [string, object] => [authorizer.name, schemeOf(authorizer, form)]);
  if (methods.some(({ authorizationType }) => authorizationType === 'AWS_IAM'))
    schemes.push([
      'sigv4',
      {
        type: 'apiKey',
        name: 'Authorization',
        in: 'header',
        ...(form.authorizers && { 'x-amazon-apigateway-authtype': 'awsSigv4' }),
      },
    ]);
  if (methods.some(({ apiKeyRequired }) => apiKeyRequired))
    schemes.push(['api_key', { type: 'apiKey', name: 'x-api-key', in: 'header' }]);
  return schemes.length > 0 ? Object.fromEntries(schemes) : undefined;
}

function schemeOf(authorizer: AuthorizerRecord, form: ExportForm): object {
  const { id: _id, name: _name, type, authType, providerARNs, ...rest } = authorizer;
  const [, header = 'Unused'] =
    /^method\.request\.header\.([^,]+)$/.exec(authorizer.identitySource ?? '') ?? [];
  return {
    type: 'apiKey',
    name: header,
    in: 'header',
    ...(form.authorizers && {
      'x-amazon-apigateway-authtype': authType,
      'x-amazon-apigateway-authorizer': {
        ...rest,
        type: type.toLowerCase(),
        ...(providerARNs && { providerARNs: [...providerARNs] }),
      },
    }),
  };
}
