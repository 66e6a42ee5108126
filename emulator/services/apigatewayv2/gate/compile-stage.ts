import { createHash } from 'node:crypto';
import type { Authorizer, Integration, Route, Stage } from '@aws-sdk/client-apigatewayv2';
import { functionArnOf, withStageVariables } from '../../execute-api/lambda-uri.ts';
import { logGroupOf } from '../../execute-api/logs/log-group-of.ts';
import type { ThrottleLimits } from '../../execute-api/throttle.ts';
import type { HttpApi } from '../state/http-api-store.ts';
import { functionOf } from './function-of.ts';
import { type Identity, parseIdentity } from './identity-source.ts';
import { type MappingTarget, parseRequestTarget, parseResponseTarget } from './mapping-target.ts';
import { inOrder, patternOf, type RoutePattern } from './route-table.ts';

/** A stage's deployment, compiled for requests. */
export interface CompiledStage {
  readonly apiId: string;
  readonly stageName: string;
  readonly region: string;
  readonly accountId: string;
  /** `arn:aws:execute-api:<region>:<account>:<api>/<stage>` */
  readonly arn: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly accessLog: { readonly group: string; readonly format: string } | undefined;
  readonly logStream: string;
  readonly routes: readonly RoutePattern<CompiledRoute>[];
}

export interface CompiledRoute {
  readonly key: string;
  readonly record: Readonly<Route>;
  /** `missing` means that the deployment lacks what the route names. */
  readonly authorizer: CompiledAuthorizer | 'missing' | undefined;
  readonly integration: CompiledIntegration | undefined;
  /** The limits of its token bucket, if its settings or the stage's have any. */
  readonly throttle: ThrottleLimits | undefined;
}

export interface CompiledAuthorizer {
  readonly id: string;
  readonly record: Readonly<Authorizer>;
  readonly sources: readonly Identity[];
  readonly ttlMs: number;
  readonly functionArn: string | undefined;
  readonly sourceArn: string;
}

export interface Mapping extends MappingTarget {
  readonly expression: string;
}

export interface CompiledIntegration {
  readonly record: Readonly<Integration>;
  /** Of HTTP_PROXY: `http://host:port`, and the rest of the URI with its path parameters. */
  readonly origin: string;
  readonly path: readonly (string | { readonly parameter: string })[];
  readonly functionArn: string | undefined;
  readonly requestMappings: readonly Mapping[];
  readonly readsBody: boolean;
  readonly responseMappings: ReadonlyMap<string, readonly Mapping[]>;
}

export interface Place {
  readonly region: string;
  readonly accountId: string;
}

const compiled = new WeakMap<Stage, CompiledStage>();

/** Compiles a stage, once for each record of it. Undefined if its deployment does not exist. */
export function compileStage(
  place: Place,
  { api, deployments }: HttpApi,
  stage: Readonly<Stage>,
): CompiledStage | undefined {
  const known = compiled.get(stage);
  if (known) return known;
  const snapshot = deployments.get(stage.DeploymentId ?? '')?.snapshot;
  if (!snapshot) return undefined;
  const apiId = api.ApiId ?? '';
  const stageName = stage.StageName ?? '';
  const variables = stage.StageVariables ?? {};
  const executeArn = `arn:aws:execute-api:${place.region}:${place.accountId}:${apiId}`;
  const authorizers = new Map(
    [...snapshot.authorizers].map(([id, record]) => [
      id,
      compileAuthorizer(id, record, variables, `${executeArn}/authorizers/${id}`),
    ]),
  );
  const integrations = new Map(
    [...snapshot.integrations].map(([id, record]) => [
      `integrations/${id}`,
      compileIntegration(record, variables),
    ]),
  );
  const routes = snapshot.routes.map((record) => {
    const { RouteKey = '', AuthorizerId, Target = '' } = record;
    const authorizer = AuthorizerId === undefined ? undefined : (authorizers.get(AuthorizerId) ?? 'missing');
    return patternOf<CompiledRoute>(
      {
        key: RouteKey,
        record,
        authorizer,
        integration: integrations.get(Target),
        throttle: throttleOf(stage, RouteKey),
      },
      RouteKey,
    );
  });
  const { DestinationArn = '', Format } = stage.AccessLogSettings ?? {};
  const group = logGroupOf(DestinationArn);
  const result: CompiledStage = {
    apiId,
    stageName,
    ...place,
    arn: `${executeArn}/${stageName}`,
    variables,
    accessLog: group && Format ? { group, format: Format } : undefined,
    logStream: createHash('md5').update(`${executeArn}/${stageName}`).digest('hex'),
    routes: inOrder(routes),
  };
  compiled.set(stage, result);
  return result;
}

/** The route's settings, else the stage's; a limit that only one of them has applies. */
function throttleOf(
  { DefaultRouteSettings: all, RouteSettings }: Stage,
  key: string,
): ThrottleLimits | undefined {
  const own = RouteSettings?.[key];
  const burstLimit = own?.ThrottlingBurstLimit ?? all?.ThrottlingBurstLimit;
  const rateLimit = own?.ThrottlingRateLimit ?? all?.ThrottlingRateLimit;
  return burstLimit === undefined && rateLimit === undefined ? undefined : { burstLimit, rateLimit };
}

function compileAuthorizer(
  id: string,
  record: Readonly<Authorizer>,
  variables: Readonly<Record<string, string>>,
  sourceArn: string,
): CompiledAuthorizer {
  const uri = withStageVariables(record.AuthorizerUri ?? '', variables);
  return {
    id,
    record,
    sources: (record.IdentitySource ?? []).map(parseIdentity).filter((source) => source !== undefined),
    ttlMs: (record.AuthorizerResultTtlInSeconds ?? 0) * 1000,
    functionArn: uri && functionArnOf(uri),
    sourceArn,
  };
}

function compileIntegration(
  record: Readonly<Integration>,
  variables: Readonly<Record<string, string>>,
): CompiledIntegration {
  const uri = withStageVariables(record.IntegrationUri ?? '', variables) ?? '';
  const [, origin = '', rest = ''] = /^(https?:\/\/[^/?#{}]+)([^#]*)/i.exec(uri) ?? [];
  const parameters = Object.entries(record.RequestParameters ?? {});
  return {
    record,
    origin,
    path: (rest.startsWith('/') ? rest : `/${rest}`)
      .split(/(\{[^{}]+\})/)
      .filter((part) => part !== '')
      .map((part) => (part.startsWith('{') ? { parameter: part.slice(1, -1).replace(/\+$/, '') } : part)),
    functionArn: functionOf(uri),
    requestMappings: mappings(parameters, parseRequestTarget),
    readsBody: parameters.some(([, expression]) => expression.includes('request.body')),
    responseMappings: new Map(
      Object.entries(record.ResponseParameters ?? {}).map(([status, map]) => [
        status,
        mappings(Object.entries(map), parseResponseTarget),
      ]),
    ),
  };
}

function mappings(
  entries: readonly [string, string][],
  parse: (target: string) => MappingTarget | undefined,
): Mapping[] {
  return entries.flatMap(([target, expression]) => {
    const parsed = parse(target);
    return parsed ? [{ ...parsed, expression }] : [];
  });
}
