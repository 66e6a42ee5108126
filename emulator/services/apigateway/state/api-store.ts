import { defineStore, type Store } from '../../../store/store.ts';
import type {
  ApiRecord,
  AuthorizerRecord,
  DeploymentRecord,
  DocumentationPartRecord,
  DocumentationVersionRecord,
  GatewayResponseRecord,
  ModelRecord,
  ResourceRecord,
  RestApiRecord,
  Snapshot,
  StageRecord,
  ValidatorRecord,
} from './records.ts';

export interface ApiState {
  readonly apis: Map<string, ApiRecord>;
  account: { readonly cloudwatchRoleArn?: string };
}

/** The parts of an API that a definition creates. */
export type DefinitionParts = Pick<
  ApiRecord,
  'resources' | 'authorizers' | 'gatewayResponses' | 'models' | 'validators' | 'documentationParts'
>;

interface PartOf {
  models: ModelRecord;
  validators: ValidatorRecord;
  documentationParts: DocumentationPartRecord;
  documentationVersions: DocumentationVersionRecord;
}
type PartKind = keyof PartOf;

export interface PartChange<Kind extends PartKind = PartKind> {
  apiId: string;
  kind: Kind;
  key: string;
  value?: PartOf[Kind];
}

const mutations = {
  createApi(
    { apis }: ApiState,
    { api, root, models = [] }: { api: RestApiRecord; root: ResourceRecord; models?: readonly ModelRecord[] },
  ): void {
    apis.set(api.id, {
      api,
      resources: new Map([[root.id, root]]),
      authorizers: new Map(),
      gatewayResponses: new Map(),
      deployments: new Map(),
      stages: new Map(),
      models: new Map(models.map((model) => [model.name, model])),
      validators: new Map(),
      documentationParts: new Map(),
      documentationVersions: new Map(),
    });
  },
  /** Sets, or without a value removes, one of the parts that requests do not meet. */
  putPart<Kind extends PartKind>({ apis }: ApiState, args: PartChange<Kind>): void {
    const record = apis.get(args.apiId);
    if (!record) return;
    const parts = record[args.kind] as Map<string, PartOf[Kind]>;
    if (args.value) parts.set(args.key, args.value);
    else parts.delete(args.key);
  },
  /** Replaces an API's content by a definition's; deployments and stages stay. */
  putDefinition({ apis }: ApiState, { api, ...contents }: { api: RestApiRecord } & DefinitionParts): void {
    const before = apis.get(api.id);
    apis.set(api.id, {
      deployments: new Map(),
      stages: new Map(),
      documentationVersions: new Map(),
      ...before,
      ...contents,
      api,
    });
  },
  putApi({ apis }: ApiState, { api }: { api: RestApiRecord }): void {
    const record = apis.get(api.id);
    if (record) record.api = api;
  },
  deleteApi({ apis }: ApiState, { apiId }: { apiId: string }): void {
    apis.delete(apiId);
  },
  putResources({ apis }: ApiState, args: { apiId: string; resources: readonly ResourceRecord[] }): void {
    for (const resource of args.resources) apis.get(args.apiId)?.resources.set(resource.id, resource);
  },
  deleteResources({ apis }: ApiState, { apiId, ids }: { apiId: string; ids: readonly string[] }): void {
    for (const id of ids) apis.get(apiId)?.resources.delete(id);
  },
  putAuthorizer({ apis }: ApiState, args: { apiId: string; authorizer: AuthorizerRecord }): void {
    apis.get(args.apiId)?.authorizers.set(args.authorizer.id, args.authorizer);
  },
  deleteAuthorizer({ apis }: ApiState, { apiId, id }: { apiId: string; id: string }): void {
    apis.get(apiId)?.authorizers.delete(id);
  },
  putGatewayResponse({ apis }: ApiState, args: { apiId: string; response: GatewayResponseRecord }): void {
    apis.get(args.apiId)?.gatewayResponses.set(args.response.responseType, args.response);
  },
  deleteGatewayResponse(
    { apis }: ApiState,
    { apiId, responseType }: { apiId: string; responseType: GatewayResponseRecord['responseType'] },
  ): void {
    apis.get(apiId)?.gatewayResponses.delete(responseType);
  },
  /** Takes the snapshot itself, so that the journal need not contain a copy of the API for every deployment. */
  createDeployment(
    { apis }: ApiState,
    { apiId, ...deployment }: { apiId: string } & Omit<DeploymentRecord, 'snapshot'>,
  ): void {
    const record = apis.get(apiId);
    record?.deployments.set(deployment.id, { ...deployment, snapshot: snapshotOf(record) });
  },
  putDeployment({ apis }: ApiState, args: { apiId: string; id: string; description?: string }): void {
    const deployments = apis.get(args.apiId)?.deployments;
    const deployment = deployments?.get(args.id);
    if (deployment) deployments?.set(args.id, { ...deployment, description: args.description });
  },
  deleteDeployment({ apis }: ApiState, { apiId, id }: { apiId: string; id: string }): void {
    apis.get(apiId)?.deployments.delete(id);
  },
  putStage({ apis }: ApiState, { apiId, stage }: { apiId: string; stage: StageRecord }): void {
    apis.get(apiId)?.stages.set(stage.stageName, stage);
  },
  deleteStage({ apis }: ApiState, { apiId, stageName }: { apiId: string; stageName: string }): void {
    apis.get(apiId)?.stages.delete(stageName);
  },
  putAccount(state: ApiState, account: { cloudwatchRoleArn?: string }): void {
    state.account = account;
  },
};

function snapshotOf(record: ApiRecord): Snapshot {
  return {
    api: record.api,
    resources: [...record.resources.values()],
    authorizers: new Map(record.authorizers),
    gatewayResponses: new Map(record.gatewayResponses),
    models: new Map(record.models),
    validators: new Map(record.validators),
  };
}

const NOTHING_CHECKED: Pick<Snapshot, 'models' | 'validators'> = { models: new Map(), validators: new Map() };

/** The whole state of API Gateway's REST APIs. */
export const apiStore = defineStore({
  name: 'apigateway',
  initial: (): ApiState => ({ apis: new Map(), account: {} }),
  /** APIs from before models, validators and documentation were stored, and deployments from before requests used them. */
  upgrade({ apis }: ApiState) {
    for (const [id, api] of apis)
      apis.set(id, {
        ...api,
        deployments: new Map(
          [...api.deployments].map(([key, { snapshot, ...rest }]) => [
            key,
            { ...rest, snapshot: { ...NOTHING_CHECKED, ...snapshot } },
          ]),
        ),
        models: api.models ?? new Map(),
        validators: api.validators ?? new Map(),
        documentationParts: api.documentationParts ?? new Map(),
        documentationVersions: api.documentationVersions ?? new Map(),
      });
  },
  mutations,
});

export type ApiStore = Store<ApiState, typeof mutations>;
