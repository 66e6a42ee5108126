import type {
  DeleteDeploymentRequest,
  Deployment,
  UpdateDeploymentRequest,
} from '@aws-sdk/client-api-gateway';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { badRequest } from '../../control/errors.ts';
import { findApi, findDeployment } from '../../control/lookup.ts';
import { applyPatch, listingWording, textRule } from '../../control/patch.ts';
import type { DeploymentRecord } from '../../state/records.ts';
import { describeDeployment } from './describe-deployment.ts';
import { deploymentPath } from './get-deployment.ts';

const rules = [textRule<DeploymentRecord, 'description'>('description')];

/** Changes a deployment's description, the only thing that can change. */
export function updateDeployment(dependencies: Pick<Dependencies, 'store'>) {
  return operation<UpdateDeploymentRequest, Deployment>({
    honours: { restApiId: true, deploymentId: true, patchOperations: true },
    ...access('PATCH', deploymentPath),
    run({ restApiId = '', deploymentId, patchOperations }) {
      const before = findDeployment(dependencies, restApiId, deploymentId);
      const { id, description } = applyPatch(
        before,
        patchOperations,
        rules,
        listingWording(['/description']),
      );
      dependencies.store.commit.putDeployment({ apiId: restApiId, id, description });
      return describeDeployment(findDeployment(dependencies, restApiId, id));
    },
  });
}

/** Deletes a deployment that no stage points to. */
export function deleteDeployment(dependencies: Pick<Dependencies, 'store' | 'config'>) {
  return operation<DeleteDeploymentRequest, object>({
    honours: { restApiId: true, deploymentId: true },
    ...access('DELETE', deploymentPath),
    run({ restApiId = '', deploymentId }) {
      const { id } = findDeployment(dependencies, restApiId, deploymentId);
      const { stages } = findApi(dependencies, restApiId);
      if ([...stages.values()].some((stage) => stage.deploymentId === id))
        throw badRequest('Active stages pointing to this deployment must be moved or deleted');
      dependencies.store.commit.deleteDeployment({ apiId: restApiId, id });
      return {};
    },
  });
}
