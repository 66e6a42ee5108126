import type {
  Deployment,
  Deployments,
  GetDeploymentRequest,
  GetDeploymentsRequest,
} from '@aws-sdk/client-api-gateway';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { findApi, findDeployment } from '../../control/lookup.ts';
import { page } from '../../control/paging.ts';
import { describeDeployment } from './describe-deployment.ts';

/** The path of a deployment, for IAM. */
export function deploymentPath(input: { restApiId?: string; deploymentId?: string }): string {
  return `/restapis/${input.restApiId}/deployments/${input.deploymentId}`;
}

/** One deployment, with a summary of its content if the caller embeds it. */
export function getDeployment(dependencies: Pick<Dependencies, 'store'>) {
  return operation<GetDeploymentRequest, Deployment>({
    honours: { restApiId: true, deploymentId: true, embed: ['apisummary'] },
    ...access('GET', deploymentPath),
    run: ({ restApiId, deploymentId, embed }) =>
      describeDeployment(findDeployment(dependencies, restApiId, deploymentId), embed),
  });
}

/** Lists an API's deployments, oldest first. */
export function getDeployments(dependencies: Pick<Dependencies, 'store' | 'config'>) {
  return operation<GetDeploymentsRequest, Deployments>({
    honours: { restApiId: true, position: true, limit: true },
    ...access('GET', ({ restApiId }) => `/restapis/${restApiId}/deployments`),
    run(input) {
      const all = [...findApi(dependencies, input.restApiId).deployments.values()];
      const { items, position } = page(all, ({ id }) => id, input);
      return { items: items.map((item) => describeDeployment(item)), position };
    },
  });
}
