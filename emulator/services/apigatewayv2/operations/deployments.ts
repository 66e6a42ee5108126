import type {
  CreateDeploymentRequest,
  DeleteDeploymentRequest,
  Deployment,
  GetDeploymentRequest,
  GetDeploymentsRequest,
  GetDeploymentsResponse,
  UpdateDeploymentRequest,
} from '@aws-sdk/client-apigatewayv2';
import { operation } from '../../../edge/operation.ts';
import { access } from '../../execute-api/access.ts';
import { newPartId } from '../../execute-api/ids.ts';
import { badRequest, type Dependencies, findApi, findPart, given } from './dependencies.ts';
import { page } from './paging.ts';

const all = ({ ApiId }: { ApiId?: string }) => `/apis/${ApiId}/deployments`;
const path = (input: { ApiId?: string; DeploymentId?: string }) => `${all(input)}/${input.DeploymentId}`;

/** Takes a snapshot of the API and points the stage to it, if one is named. */
export function createDeployment(dependencies: Dependencies) {
  return operation<CreateDeploymentRequest, Deployment>({
    honours: { ApiId: true, Description: true, StageName: true },
    ...access('POST', all),
    run({ ApiId = '', Description, StageName }) {
      const { routes, stages } = findApi(dependencies, ApiId);
      if (routes.size === 0) throw badRequest('At least one route is required before deploying the Api.');
      if (StageName !== undefined && findPart(stages, StageName, 'Stage').AutoDeploy)
        throw badRequest('Deployments cannot be made to a stage with AutoDeploy');
      const deployment: Deployment = {
        AutoDeployed: false,
        CreatedDate: new Date(dependencies.clock.now()),
        DeploymentId: newPartId(dependencies.random),
        DeploymentStatus: 'DEPLOYED',
        ...(Description !== undefined && { Description }),
      };
      const stageNames = StageName === undefined ? [] : [StageName];
      dependencies.store.commit.deploy({ apiId: ApiId, deployment, stageNames });
      return deployment;
    },
  });
}

/** One deployment. */
export function getDeployment(dependencies: Pick<Dependencies, 'store'>) {
  return operation<GetDeploymentRequest, Deployment>({
    honours: { ApiId: true, DeploymentId: true },
    ...access('GET', path),
    run: ({ ApiId, DeploymentId }) =>
      findPart(findApi(dependencies, ApiId).deployments, DeploymentId, 'Deployment').shown,
  });
}

/** Lists an API's deployments, oldest first. */
export function getDeployments(dependencies: Pick<Dependencies, 'store'>) {
  return operation<GetDeploymentsRequest, GetDeploymentsResponse>({
    honours: { ApiId: true, MaxResults: true, NextToken: true },
    ...access('GET', all),
    run: (input) =>
      page(
        [...findApi(dependencies, input.ApiId).deployments.values()].map(({ shown }) => shown),
        input,
      ),
  });
}

/** Changes a deployment's description, the only thing that can change. */
export function updateDeployment(dependencies: Pick<Dependencies, 'store'>) {
  return operation<UpdateDeploymentRequest, Deployment>({
    honours: { ApiId: true, DeploymentId: true, Description: true },
    ...access('PATCH', path),
    run({ ApiId = '', DeploymentId, ...input }) {
      const { shown } = findPart(findApi(dependencies, ApiId).deployments, DeploymentId, 'Deployment');
      const changed = { ...shown, ...given(input) };
      dependencies.store.commit.putDeployment({ apiId: ApiId, shown: changed });
      return changed;
    },
  });
}

/** Deletes a deployment that no stage points to. */
export function deleteDeployment(dependencies: Pick<Dependencies, 'store'>) {
  return operation<DeleteDeploymentRequest, object>({
    honours: { ApiId: true, DeploymentId: true },
    ...access('DELETE', path),
    run({ ApiId = '', DeploymentId = '' }) {
      const { deployments, stages } = findApi(dependencies, ApiId);
      findPart(deployments, DeploymentId, 'Deployment');
      if ([...stages.values()].some((stage) => stage.DeploymentId === DeploymentId))
        throw badRequest('Active stages pointing to this deployment must be moved or deleted');
      dependencies.store.commit.deleteDeployment({ apiId: ApiId, id: DeploymentId });
      return {};
    },
  });
}
