import { differences, type UndeployedApi } from '../../../edge/undeployed.ts';
import type { ApiState } from '../state/api-store.ts';
import type { ApiRecord, MethodRecord, Snapshot } from '../state/records.ts';

/** What of each REST API its stages do not serve yet. */
export function undeployed({ apis }: ApiState): UndeployedApi[] {
  return [...apis.values()].map((record) => ({
    apiId: record.api.id,
    name: record.api.name,
    type: 'REST',
    stages: [...record.stages.values()].flatMap(({ stageName, deploymentId }) => {
      const snapshot = record.deployments.get(deploymentId)?.snapshot;
      if (!snapshot) return [];
      return [{ stageName, deploymentId, differences: compare(record, snapshot) }];
    }),
  }));
}

function compare(record: ApiRecord, snapshot: Snapshot): ReturnType<typeof differences> {
  return [
    ...differences('api', whole(record.api), whole(snapshot.api)),
    ...differences('method', methodsOf(record.resources.values()), methodsOf(snapshot.resources)),
    ...differences('authorizer', byName(record.authorizers), byName(snapshot.authorizers)),
    ...differences('gateway-response', record.gatewayResponses, snapshot.gatewayResponses),
  ];
}

/** The API's own settings that requests meet. */
function whole({ name, binaryMediaTypes, disableExecuteApiEndpoint }: ApiRecord['api']): Map<string, object> {
  return new Map([[name, { binaryMediaTypes, disableExecuteApiEndpoint }]]);
}

function methodsOf(resources: Iterable<Snapshot['resources'][number]>): Map<string, MethodRecord> {
  return new Map(
    [...resources].flatMap(({ path, methods }) =>
      Object.entries(methods).map(([name, method]): [string, MethodRecord] => [`${name} ${path}`, method]),
    ),
  );
}

function byName(authorizers: Snapshot['authorizers']): Map<string, object> {
  return new Map([...authorizers.values()].map((authorizer) => [authorizer.name, authorizer]));
}
