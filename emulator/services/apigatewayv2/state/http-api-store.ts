import type { Api, Authorizer, Deployment, Integration, Route, Stage } from '@aws-sdk/client-apigatewayv2';
import { defineStore, type Store } from '../../../store/store.ts';

/** One HTTP API. Its parts are replaced as a whole, never altered in place, so that a deployment can keep them. */
export interface HttpApi {
  api: Readonly<Api>;
  readonly routes: Map<string, Readonly<Route>>;
  readonly integrations: Map<string, Readonly<Integration>>;
  readonly authorizers: Map<string, Readonly<Authorizer>>;
  readonly deployments: Map<string, DeploymentRecord>;
  readonly stages: Map<string, Readonly<Stage>>;
}

export interface DeploymentRecord {
  readonly shown: Readonly<Deployment>;
  readonly snapshot: Snapshot;
}

/** What requests meet. Without CORS, which applies at once (API Gateway guide, "Configure CORS for HTTP APIs"). */
export interface Snapshot {
  readonly routes: readonly Readonly<Route>[];
  readonly integrations: ReadonlyMap<string, Readonly<Integration>>;
  readonly authorizers: ReadonlyMap<string, Readonly<Authorizer>>;
}

export interface HttpApiState {
  readonly apis: Map<string, HttpApi>;
}

type Part = 'routes' | 'integrations' | 'authorizers';
type PartOf = { routes: Route; integrations: Integration; authorizers: Authorizer };

const mutations = {
  createApi({ apis }: HttpApiState, { api }: { api: Api }): void {
    apis.set(api.ApiId ?? '', {
      api,
      routes: new Map(),
      integrations: new Map(),
      authorizers: new Map(),
      deployments: new Map(),
      stages: new Map(),
    });
  },
  /** Replaces an API's content by a definition's; deployments and stages stay. */
  putDefinition(
    { apis }: HttpApiState,
    { api, ...parts }: { api: Api } & Pick<HttpApi, 'routes' | 'integrations' | 'authorizers'>,
  ): void {
    const id = api.ApiId ?? '';
    apis.set(id, { deployments: new Map(), stages: new Map(), ...apis.get(id), ...parts, api });
  },
  putApi({ apis }: HttpApiState, { api }: { api: Api }): void {
    const record = apis.get(api.ApiId ?? '');
    if (record) record.api = api;
  },
  deleteApi({ apis }: HttpApiState, { apiId }: { apiId: string }): void {
    apis.delete(apiId);
  },
  putPart(
    { apis }: HttpApiState,
    { apiId, part, id, value }: { apiId: string; part: Part; id: string; value: PartOf[Part] },
  ): void {
    (apis.get(apiId)?.[part] as Map<string, PartOf[Part]> | undefined)?.set(id, value);
  },
  deletePart({ apis }: HttpApiState, { apiId, part, id }: { apiId: string; part: Part; id: string }): void {
    apis.get(apiId)?.[part].delete(id);
  },
  /** Takes the snapshot itself and points the stages to it. */
  deploy(
    { apis }: HttpApiState,
    {
      apiId,
      deployment,
      stageNames,
    }: { apiId: string; deployment: Deployment; stageNames: readonly string[] },
  ): void {
    const record = apis.get(apiId);
    const id = deployment.DeploymentId ?? '';
    record?.deployments.set(id, { shown: deployment, snapshot: snapshotOf(record) });
    for (const name of stageNames) {
      const stage = record?.stages.get(name);
      if (stage) {
        record?.stages.set(name, {
          ...stage,
          DeploymentId: id,
          LastUpdatedDate: deployment.CreatedDate,
          ...(deployment.AutoDeployed && {
            LastDeploymentStatusMessage: `Successfully deployed stage with deployment ID '${id}'`,
          }),
        });
      }
    }
    if (record && deployment.AutoDeployed) forgetOldDeployments(record);
  },
  putDeployment({ apis }: HttpApiState, { apiId, shown }: { apiId: string; shown: Deployment }): void {
    const deployments = apis.get(apiId)?.deployments;
    const known = deployments?.get(shown.DeploymentId ?? '');
    if (known) deployments?.set(shown.DeploymentId ?? '', { ...known, shown });
  },
  deleteDeployment({ apis }: HttpApiState, { apiId, id }: { apiId: string; id: string }): void {
    apis.get(apiId)?.deployments.delete(id);
  },
  putStage({ apis }: HttpApiState, { apiId, stage }: { apiId: string; stage: Stage }): void {
    apis.get(apiId)?.stages.set(stage.StageName ?? '', stage);
  },
  deleteStage({ apis }: HttpApiState, { apiId, stageName }: { apiId: string; stageName: string }): void {
    apis.get(apiId)?.stages.delete(stageName);
  },
};

function snapshotOf(record: HttpApi): Snapshot {
  return {
    routes: [...record.routes.values()],
    integrations: new Map(record.integrations),
    authorizers: new Map(record.authorizers),
  };
}

/** The whole state of HTTP APIs. */
export const httpApiStore = defineStore({
  name: 'apigatewayv2',
  initial: (): HttpApiState => ({ apis: new Map() }),
  mutations,
});

export type HttpApiStore = Store<HttpApiState, typeof mutations>;

/** The automatic deployments that an API keeps without a stage; the oldest go. AWS names no number, and each change of an API makes one. */
const UNUSED_DEPLOYMENTS = 50;

function forgetOldDeployments({ deployments, stages }: HttpApi): void {
  const used = new Set([...stages.values()].map(({ DeploymentId }) => DeploymentId));
  const unused = [...deployments].filter(([id, { shown }]) => shown.AutoDeployed && !used.has(id));
  for (const [id] of unused.slice(0, Math.max(0, unused.length - UNUSED_DEPLOYMENTS))) deployments.delete(id);
}
