import type { UndeployedApi } from '../../../emulator/edge/undeployed.ts';
import { callRest } from './aws.ts';
import { engine } from './engine.ts';

/** One API of either kind, as a list shows it. */
export interface ApiSummary {
  readonly id: string;
  readonly name: string;
  readonly type: 'REST' | 'HTTP';
}

/** A method of a resource, or a route. */
export interface ApiRoute {
  readonly key: string;
  readonly authorization: string;
  /** The authorizer's id; empty where there is none. */
  readonly authorizer: string;
  readonly target: string;
}

export interface ApiAuthorizer {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly source: string;
  readonly ttl: number | undefined;
  /** The function's ARN; empty for authorizers without one. */
  readonly functionArn: string;
}

export interface ApiStage {
  readonly name: string;
  readonly deployment: string;
}

export interface ApiDeployment {
  readonly id: string;
  readonly description: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Everything the console shows of one API. */
export interface Api extends ApiSummary {
  readonly routes: readonly ApiRoute[];
  readonly authorizers: readonly ApiAuthorizer[];
  readonly stages: readonly ApiStage[];
  readonly deployments: readonly ApiDeployment[];
}

type Parts = Readonly<Record<string, unknown>>;

/** Every API, and what of it is not deployed. */
export async function listApis(): Promise<readonly UndeployedApi[]> {
  return (await engine<{ apis: UndeployedApi[] }>('undeployed')).apis;
}

/** Reads an API by its kind and id. */
export function readApi(type: ApiSummary['type'], id: string): Promise<Api> {
  return type === 'REST' ? readRestApi(id) : readHttpApi(id);
}

async function itemsOf(path: string): Promise<Parts[]> {
  const { item, items } = await callRest<{ item?: Parts[]; items?: Parts[] }>('apigateway', path);
  return item ?? items ?? [];
}

async function readRestApi(id: string): Promise<Api> {
  const base = `/restapis/${id}`;
  const [api, resources, authorizers, stages, deployments] = await Promise.all([
    callRest<Parts>('apigateway', base),
    itemsOf(`${base}/resources?embed=methods&limit=500`),
    itemsOf(`${base}/authorizers?limit=500`),
    itemsOf(`${base}/stages`),
    itemsOf(`${base}/deployments?limit=500`),
  ]);
  return {
    id,
    type: 'REST',
    name: text(api['name']),
    routes: resources.flatMap(methodsOf),
    authorizers: authorizers.map((one) => ({
      id: text(one['id']),
      name: text(one['name']),
      type: text(one['type']),
      source: text(one['identitySource']),
      ttl: one['authorizerResultTtlInSeconds'] as number | undefined,
      functionArn: functionOf(text(one['authorizerUri'])),
    })),
    stages: stages.map((one) => ({ name: text(one['stageName']), deployment: text(one['deploymentId']) })),
    deployments: deployments.map((one) => ({
      id: text(one['id']),
      description: text(one['description']),
      at: Number(one['createdDate']) * 1_000,
    })),
  };
}

function methodsOf(resource: Parts): ApiRoute[] {
  const methods = Object.entries((resource['resourceMethods'] ?? {}) as Record<string, Parts>);
  return methods.map(([method, settings]) => {
    const integration = (settings['methodIntegration'] ?? {}) as Parts;
    return {
      key: `${method} ${text(resource['path'])}`,
      authorization: text(settings['authorizationType']),
      authorizer: text(settings['authorizerId']),
      target: [
        text(integration['type']),
        functionOf(text(integration['uri'])) || text(integration['uri']),
      ].join(' '),
    };
  });
}

async function readHttpApi(id: string): Promise<Api> {
  const base = `/v2/apis/${id}`;
  const [api, routes, integrations, authorizers, stages, deployments] = await Promise.all([
    callRest<Parts>('apigateway', base),
    itemsOf(`${base}/routes`),
    itemsOf(`${base}/integrations`),
    itemsOf(`${base}/authorizers`),
    itemsOf(`${base}/stages`),
    itemsOf(`${base}/deployments`),
  ]);
  const targets = new Map(integrations.map((one) => [`integrations/${text(one['integrationId'])}`, one]));
  return {
    id,
    type: 'HTTP',
    name: text(api['name']),
    routes: routes.map((one) => {
      const target = targets.get(text(one['target']));
      return {
        key: text(one['routeKey']),
        authorization: text(one['authorizationType']),
        authorizer: text(one['authorizerId']),
        target: target ? `${text(target['integrationType'])} ${text(target['integrationUri'])}` : '',
      };
    }),
    authorizers: authorizers.map((one) => ({
      id: text(one['authorizerId']),
      name: text(one['name']),
      type: text(one['authorizerType']),
      source: ((one['identitySource'] ?? []) as string[]).join(', '),
      ttl: one['authorizerResultTtlInSeconds'] as number | undefined,
      functionArn: functionOf(text(one['authorizerUri'])),
    })),
    stages: stages.map((one) => ({ name: text(one['stageName']), deployment: text(one['deploymentId']) })),
    deployments: deployments.map((one) => ({
      id: text(one['deploymentId']),
      description: text(one['description']),
      at: Date.parse(text(one['createdDate'])),
    })),
  };
}

/** The function in `arn:aws:apigateway:…:lambda:path/…/functions/<ARN>/invocations`. */
function functionOf(uri: string): string {
  return /\/functions\/(arn:[^/]+)\/invocations$/.exec(uri)?.[1] ?? '';
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
/** Makes every stage of every API forget its authorizer's answers, because the console changed what they would be. */
export async function forgetAnswers(): Promise<void> {
  const flushes = (await listApis()).flatMap(({ apiId, type, stages }) =>
    stages.map(({ stageName }) =>
      callRest<void>(
        'apigateway',
        type === 'REST'
          ? `/restapis/${apiId}/stages/${encodeURIComponent(stageName)}/cache/authorizers`
          : `/v2/apis/${apiId}/stages/${encodeURIComponent(stageName)}/cache/authorizers`,
        { method: 'DELETE' },
      ),
    ),
  );
  await Promise.all(flushes);
}
