import { differences, type UndeployedApi } from '../../../edge/undeployed.ts';
import type { HttpApi, HttpApiState, Snapshot } from '../state/http-api-store.ts';

/** What of each HTTP API its stages do not serve yet. */
export function undeployed({ apis }: HttpApiState): UndeployedApi[] {
  return [...apis.values()].map((api) => ({
    apiId: api.api.ApiId ?? '',
    name: api.api.Name ?? '',
    type: 'HTTP',
    stages: [...api.stages.values()].flatMap(({ StageName = '', DeploymentId = '' }) => {
      const snapshot = api.deployments.get(DeploymentId)?.snapshot;
      if (!snapshot) return [];
      return [{ stageName: StageName, deploymentId: DeploymentId, differences: compare(api, snapshot) }];
    }),
  }));
}

function compare(api: HttpApi, snapshot: Snapshot): ReturnType<typeof differences> {
  return [
    ...differences('route', routesOf(api.routes.values(), api), routesOf(snapshot.routes, snapshot)),
    ...differences('authorizer', byName(api.authorizers), byName(snapshot.authorizers)),
  ];
}

/** Each route with its integration, which has no name of its own. */
function routesOf(
  routes: Iterable<Snapshot['routes'][number]>,
  { integrations }: Pick<Snapshot, 'integrations'>,
): Map<string, object> {
  return new Map(
    [...routes].map((route) => [
      route.RouteKey ?? '',
      { ...route, Integration: integrations.get(route.Target?.replace('integrations/', '') ?? '') },
    ]),
  );
}

function byName(authorizers: Snapshot['authorizers']): Map<string, object> {
  return new Map([...authorizers.values()].map((authorizer) => [authorizer.Name ?? '', authorizer]));
}
