import type {
  Authorizer,
  ExportApiRequest,
  ExportApiResponse,
  Integration,
  Route,
} from '@aws-sdk/client-apigatewayv2';
import { stringify } from 'yaml';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import type { HttpApi, Snapshot } from '../../state/http-api-store.ts';
import { badRequest, type Dependencies, findApi, findPart } from '../dependencies.ts';

/** Exports an HTTP API as OpenAPI 3.0, in JSON or YAML: as it is or, with a stage, as that stage serves it. */
export function exportApi(dependencies: Pick<Dependencies, 'store'>) {
  return operation<ExportApiRequest, ExportApiResponse>({
    honours: {
      ApiId: true,
      Specification: ['OAS30'],
      OutputType: true,
      StageName: true,
      IncludeExtensions: true,
      ExportVersion: ['1.0'],
    },
    ...access('GET', ({ ApiId, Specification }) => `/apis/${ApiId}/exports/${Specification}`),
    run({ ApiId, OutputType, StageName, IncludeExtensions = true }) {
      if (OutputType !== 'JSON' && OutputType !== 'YAML')
        throw badRequest('Invalid output type specified. Valid options are JSON,YAML');
      const api = findApi(dependencies, ApiId);
      const document = documentOf(api, servedBy(api, StageName), StageName, IncludeExtensions);
      return {
        body: Buffer.from(OutputType === 'YAML' ? stringify(document) : JSON.stringify(document, null, 2)),
      };
    },
  });
}

function servedBy(api: HttpApi, stageName: string | undefined): Snapshot {
  if (stageName === undefined)
    return { routes: [...api.routes.values()], integrations: api.integrations, authorizers: api.authorizers };
  const stage = findPart(api.stages, stageName, 'stage');
  return findPart(api.deployments, stage.DeploymentId, 'Deployment').snapshot;
}

function documentOf(
  { api }: HttpApi,
  { routes, integrations, authorizers }: Snapshot,
  stageName: string | undefined,
  extensions: boolean,
): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes.toSorted((a, b) => ((a.RouteKey ?? '') < (b.RouteKey ?? '') ? -1 : 1))) {
    const isDefault = route.RouteKey === '$default';
    const [method = '', path = ''] = isDefault ? ['ANY', '/$default'] : (route.RouteKey?.split(' ') ?? []);
    const item = paths[path] ?? {};
    paths[path] = item;
    const integration = integrations.get(/^integrations\/(.+)$/.exec(route.Target ?? '')?.[1] ?? '');
    item[method === 'ANY' ? 'x-amazon-apigateway-any-method' : method.toLowerCase()] = {
      ...operationOf(route, authorizers.get(route.AuthorizerId ?? '')),
      ...(isDefault && { isDefaultRoute: true }),
      ...(extensions && integration && { 'x-amazon-apigateway-integration': integrationOf(integration) }),
    };
  }
  const schemes = [...authorizers.values()].map((authorizer) => [
    authorizer.Name,
    schemeOf(authorizer, extensions),
  ]);
  const cors = api.CorsConfiguration && lowered(api.CorsConfiguration);
  const basePath = stageName && stageName !== '$default' ? stageName : '';
  return {
    openapi: '3.0.1',
    info: {
      title: api.Name,
      ...(api.Description !== undefined && { description: api.Description }),
      version: api.Version ?? api.CreatedDate?.toISOString(),
    },
    servers: [{ url: `${api.ApiEndpoint}/{basePath}`, variables: { basePath: { default: basePath } } }],
    paths,
    ...(schemes.length > 0 && { components: { securitySchemes: Object.fromEntries(schemes) } }),
    ...(extensions && cors && { 'x-amazon-apigateway-cors': cors }),
    ...(extensions && { 'x-amazon-apigateway-importexport-version': '1.0' }),
  };
}

function operationOf(route: Route, authorizer: Authorizer | undefined): object {
  const parameters = [...(route.RouteKey ?? '').matchAll(/\{([^{}+]+)\+?\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  return {
    ...(route.OperationName !== undefined && { operationId: route.OperationName }),
    ...(parameters.length > 0 && { parameters }),
    responses: { default: { description: `Default response for ${route.RouteKey}` } },
    ...(authorizer && { security: [{ [authorizer.Name ?? '']: route.AuthorizationScopes ?? [] }] }),
  };
}

function integrationOf(integration: Integration): object {
  return {
    type: integration.IntegrationType?.toLowerCase(),
    httpMethod: integration.IntegrationMethod,
    uri: integration.IntegrationUri,
    ...(integration.CredentialsArn && { credentials: integration.CredentialsArn }),
    connectionType: integration.ConnectionType,
    payloadFormatVersion: integration.PayloadFormatVersion,
    timeoutInMillis: integration.TimeoutInMillis,
    ...(integration.RequestParameters && { requestParameters: integration.RequestParameters }),
    ...(integration.ResponseParameters && { responseParameters: integration.ResponseParameters }),
  };
}

function schemeOf(authorizer: Authorizer, extensions: boolean): object {
  const {
    Name: _name,
    AuthorizerId: _id,
    AuthorizerType,
    JwtConfiguration,
    IdentitySource = [],
    ...rest
  } = authorizer;
  const isJwt = AuthorizerType === 'JWT';
  return {
    ...(isJwt ? { type: 'oauth2' } : { type: 'apiKey', name: 'Authorization', in: 'header' }),
    ...(extensions && {
      'x-amazon-apigateway-authorizer': {
        type: AuthorizerType?.toLowerCase(),
        identitySource: IdentitySource.join(','),
        ...(JwtConfiguration && { jwtConfiguration: lowered(JwtConfiguration) }),
        ...lowered(rest),
      },
    }),
  };
}

/** Members by the names that definitions have for them. */
function lowered(value: object): object {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([name, inner]) => [name.charAt(0).toLowerCase() + name.slice(1), inner]),
  );
}
