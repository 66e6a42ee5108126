import type { CreateDeploymentRequest, Deployment } from '@aws-sdk/client-api-gateway';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import { newPartId } from '../../../execute-api/ids.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { badRequest } from '../../control/errors.ts';
import { findApi, findDeployment } from '../../control/lookup.ts';
import type { ApiRecord } from '../../state/records.ts';
import { checkStageName, checkVariables } from '../stage/stage-rules.ts';
import { describeDeployment } from './describe-deployment.ts';

/**
 * Takes a snapshot of the API: resources, methods, integrations, authorizers, gateway responses and the settings that requests meet. With
 * `stageName`, creates that stage, or points it to the new deployment.
 */
export function createDeployment(dependencies: Pick<Dependencies, 'store' | 'config' | 'random' | 'clock'>) {
  const { store, random, clock } = dependencies;
  return operation<CreateDeploymentRequest, Deployment>({
    honours: {
      restApiId: true,
      stageName: true,
      stageDescription: true,
      description: true,
      variables: true,
      cacheClusterEnabled: [false],
      tracingEnabled: [false],
    },
    ...access('POST', ({ restApiId }) => `/restapis/${restApiId}/deployments`),
    run({ restApiId = '', stageDescription, description, variables, ...input }) {
      // Terraform sends unset values as an empty text; AWS treats it as unset.
      const stageName = input.stageName || undefined;
      const api = findApi(dependencies, restApiId);
      checkDeployable(api);
      if (stageName !== undefined) checkStageName(stageName);
      else if (stageDescription || Object.keys(variables ?? {}).length > 0)
        throw badRequest('Stage name must be specified to set stage properties');
      checkVariables(variables);
      const id = newPartId(random);
      const now = clock.now();
      store.commit.createDeployment({
        apiId: restApiId,
        id,
        description: description || undefined,
        createdAt: now,
      });
      if (stageName !== undefined) {
        const before = api.stages.get(stageName) ?? { methodSettings: {}, tags: {}, createdAt: now };
        store.commit.putStage({
          apiId: restApiId,
          stage: {
            ...before,
            stageName,
            deploymentId: id,
            ...(stageDescription !== undefined && { description: stageDescription }),
            ...(variables && { variables }),
            updatedAt: now,
          },
        });
      }
      return describeDeployment(findDeployment(dependencies, restApiId, id));
    },
  });
}

function checkDeployable({ api, resources }: ApiRecord): void {
  // The engine keeps no resource policies, so a private API never has the one that it needs.
  if (api.endpointType === 'PRIVATE')
    throw badRequest("Private REST API doesn't have a resource policy attached to it");
  const methods = [...resources.values()].flatMap((resource) => Object.values(resource.methods));
  if (methods.length === 0) throw badRequest("The REST API doesn't contain any methods");
  if (methods.some(({ integration }) => !integration)) throw badRequest('No integration defined for method');
}
