import type {
  ApiRecord,
  AuthorizerRecord,
  DeploymentRecord,
  IntegrationRecord,
  MethodRecord,
  ResourceRecord,
  StageRecord,
} from '../state/records.ts';
import type { Dependencies } from './dependencies.ts';
import { notFound } from './errors.ts';

type Holder = Pick<Dependencies, 'store' | 'config'>;

/** The API; identifiers are case-sensitive. Throws `NotFoundException` in AWS's words, with the account before the id. */
export function findApi({ store, config }: Holder, apiId = ''): ApiRecord {
  const record = store.state.apis.get(apiId);
  if (!record) throw notFound(`Invalid API identifier specified ${config.accountId}:${apiId}`);
  return record;
}

/** The resource; an unknown API is reported as an unknown resource, as on AWS. */
export function findResource({ store }: Pick<Holder, 'store'>, apiId = '', resourceId = ''): ResourceRecord {
  const resource = store.state.apis.get(apiId)?.resources.get(resourceId);
  if (!resource) throw notFound('Invalid Resource identifier specified');
  return resource;
}

export interface MethodKey {
  restApiId?: string;
  resourceId?: string;
  httpMethod?: string;
}

/** The method and its resource; throws `NotFoundException`. */
export function findMethod(
  holder: Pick<Holder, 'store'>,
  { restApiId, resourceId, httpMethod = '' }: MethodKey,
): { resource: ResourceRecord; method: MethodRecord } {
  const resource = findResource(holder, restApiId, resourceId);
  const method = resource.methods[httpMethod];
  if (!method) throw notFound('Invalid Method identifier specified');
  return { resource, method };
}

/** The integration with its method and resource; throws `NotFoundException`. */
export function findIntegration(
  holder: Pick<Holder, 'store'>,
  key: MethodKey,
): { resource: ResourceRecord; method: MethodRecord; integration: IntegrationRecord } {
  const { resource, method } = findMethod(holder, key);
  if (!method.integration) throw notFound('Invalid Integration identifier specified');
  return { resource, method, integration: method.integration };
}

/** The authorizer; throws `NotFoundException`. */
export function findAuthorizer(
  { store }: Pick<Holder, 'store'>,
  apiId = '',
  authorizerId = '',
): AuthorizerRecord {
  const authorizer = store.state.apis.get(apiId)?.authorizers.get(authorizerId);
  if (!authorizer) throw notFound('Invalid Authorizer identifier specified');
  return authorizer;
}

/** The deployment; throws `NotFoundException`. */
export function findDeployment(
  { store }: Pick<Holder, 'store'>,
  apiId = '',
  deploymentId = '',
): DeploymentRecord {
  const deployment = store.state.apis.get(apiId)?.deployments.get(deploymentId);
  if (!deployment) throw notFound('Invalid Deployment identifier specified');
  return deployment;
}

/** The stage; throws `NotFoundException`. */
export function findStage({ store }: Pick<Holder, 'store'>, apiId = '', stageName = ''): StageRecord {
  const stage = store.state.apis.get(apiId)?.stages.get(stageName);
  if (!stage) throw notFound('Invalid stage identifier specified');
  return stage;
}
