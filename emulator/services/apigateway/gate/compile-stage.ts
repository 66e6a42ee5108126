import { createHash } from 'node:crypto';
import { type LinearPattern, linearPattern } from '../../../edge/linear-pattern.ts';
import { functionArnOf, withStageVariables } from '../../execute-api/lambda-uri.ts';
import { logGroupOf } from '../../execute-api/logs/log-group-of.ts';
import { buildRoutes, type RouteNode } from '../../execute-api/route-tree.ts';
import type { ThrottleLimits } from '../../execute-api/throttle.ts';
import { DEFAULT_TTL } from '../operations/authorizer/authorizer-rules.ts';
import type {
  ApiRecord,
  AuthorizerRecord,
  IntegrationRecord,
  MethodRecord,
  Snapshot,
  StageRecord,
  Strings,
} from '../state/records.ts';
import { type IdentitySource, parseIdentitySources } from './authorize/identity-source.ts';
import { type CompiledHttpProxy, compileHttpProxy } from './integrate/compile-http-proxy.ts';
import { createBodyValidators } from './validate/body-validator.ts';
import { type CompiledValidation, compileValidation } from './validate/compile-validation.ts';

/** A stage's deployment, compiled for requests: nothing of it is looked up or parsed again. */
export interface CompiledStage {
  readonly apiId: string;
  readonly stageName: string;
  readonly deploymentId: string;
  readonly region: string;
  readonly accountId: string;
  /** `arn:aws:execute-api:<region>:<account>:<api>/<stage>` */
  readonly arn: string;
  readonly variables: Strings;
  /** Where access logs go, if anywhere. */
  readonly accessLog: { readonly group: string; readonly format: string } | undefined;
  /** Levels of the execution log by `~1path/METHOD`; two stars are all methods. */
  readonly logLevels: Strings;
  readonly logStream: string;
  readonly snapshot: Snapshot;
  readonly routes: RouteNode<CompiledResource>;
}

export interface CompiledResource {
  readonly id: string;
  readonly path: string;
  readonly methods: Readonly<Record<string, CompiledMethod>>;
}

export interface CompiledMethod {
  readonly record: MethodRecord;
  /** For a method with an authorizer; `missing` means that the deployment lacks it. */
  readonly authorizer: CompiledAuthorizer | 'missing' | undefined;
  readonly integration: IntegrationRecord;
  /** `<resource>/<METHOD>`: identifies a method of a stage. */
  readonly id: string;
  /** The limits of its token bucket, if its settings or the stage's have any. */
  readonly throttle: ThrottleLimits | undefined;
  /** What its request validator checks. */
  readonly validation: CompiledValidation | undefined;
  /** For an HTTP integration; also undefined for an invalid URI. */
  readonly endpoint: CompiledHttpProxy | undefined;
}

export interface CompiledAuthorizer {
  readonly record: AuthorizerRecord;
  readonly sources: readonly IdentitySource[];
  /** The whole token must match, like Java's `matches`. */
  readonly expression: LinearPattern | undefined;
  readonly ttlMs: number;
  /** Undefined if a stage variable in its URI is not set. */
  readonly functionArn: string | undefined;
  /** `arn:aws:execute-api:<region>:<account>:<api>/authorizers/<id>` */
  readonly sourceArn: string;
}

export interface Place {
  readonly region: string;
  readonly accountId: string;
}

const compiled = new WeakMap<StageRecord, CompiledStage>();

/** Compiles a stage, once for each record of it: a changed stage has a new record. Undefined if its deployment does not exist. */
export function compileStage(
  place: Place,
  { api, deployments }: ApiRecord,
  stage: StageRecord,
): CompiledStage | undefined {
  const known = compiled.get(stage);
  if (known) return known;
  const deployment = deployments.get(stage.deploymentId);
  if (!deployment) return undefined;
  const { snapshot } = deployment;
  const variables = stage.variables ?? {};
  const executeArn = `arn:aws:execute-api:${place.region}:${place.accountId}:${api.id}`;
  const authorizers = new Map(
    [...snapshot.authorizers].map(([id, record]) => [
      id,
      compileAuthorizer(record, variables, `${executeArn}/authorizers/${id}`),
    ]),
  );
  const bodyValidators = createBodyValidators(snapshot.models);
  const resources = snapshot.resources.map(({ id, path, methods }): CompiledResource => {
    const entries = Object.entries(methods).flatMap(([name, record]): [string, CompiledMethod][] => {
      const { integration, authorizerId } = record;
      if (!integration) return [];
      const authorizer =
        authorizerId === undefined ? undefined : (authorizers.get(authorizerId) ?? 'missing');
      const endpoint = integration.type.startsWith('HTTP')
        ? compileHttpProxy(integration, variables)
        : undefined;
      const validator = snapshot.validators.get(record.requestValidatorId ?? '');
      return [
        [
          name,
          {
            record,
            authorizer,
            integration,
            endpoint,
            id: `${id}/${name}`,
            throttle: throttleOf(stage, path, name),
            validation: compileValidation(record, validator, bodyValidators),
          },
        ],
      ];
    });
    return { id, path, methods: Object.fromEntries(entries) };
  });
  const result: CompiledStage = {
    apiId: api.id,
    stageName: stage.stageName,
    deploymentId: stage.deploymentId,
    region: place.region,
    accountId: place.accountId,
    arn: `${executeArn}/${stage.stageName}`,
    variables,
    accessLog: accessLogOf(stage),
    logLevels: Object.fromEntries(
      Object.entries(stage.methodSettings).map(([key, { loggingLevel }]) => [key, loggingLevel ?? 'OFF']),
    ),
    logStream: createHash('md5').update(`${executeArn}/${stage.stageName}`).digest('hex'),
    snapshot,
    routes: buildRoutes(resources),
  };
  compiled.set(stage, result);
  return result;
}

/** The method's settings, else the stage's for all methods; a limit that only one of them has applies. */
function throttleOf(
  { methodSettings }: StageRecord,
  path: string,
  method: string,
): ThrottleLimits | undefined {
  const own = methodSettings[`${path.replaceAll('/', '~1')}/${method}`];
  const all = methodSettings['*/*'];
  const burstLimit = own?.throttlingBurstLimit ?? all?.throttlingBurstLimit;
  const rateLimit = own?.throttlingRateLimit ?? all?.throttlingRateLimit;
  return burstLimit === undefined && rateLimit === undefined ? undefined : { burstLimit, rateLimit };
}

function accessLogOf({ accessLogSettings }: StageRecord): CompiledStage['accessLog'] {
  const { destinationArn, format } = accessLogSettings ?? {};
  const group = destinationArn && logGroupOf(destinationArn);
  return group && format ? { group, format } : undefined;
}

/** Compiles an authorizer for a stage, whose variables its URI may contain. */
export function compileAuthorizer(
  record: AuthorizerRecord,
  variables: Strings,
  sourceArn: string,
): CompiledAuthorizer {
  const uri = withStageVariables(record.authorizerUri ?? '', variables);
  const { identityValidationExpression: expression, authorizerResultTtlInSeconds: ttl = DEFAULT_TTL } =
    record;
  return {
    record,
    sources: parseIdentitySources(record.identitySource),
    expression: expression === undefined ? undefined : linearPattern(expression),
    ttlMs: ttl * 1000,
    functionArn: uri === undefined ? undefined : functionArnOf(uri),
    sourceArn,
  };
}
