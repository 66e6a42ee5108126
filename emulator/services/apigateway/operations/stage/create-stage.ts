import type { CreateStageRequest, Stage } from '@aws-sdk/client-api-gateway';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { badRequest, conflict } from '../../control/errors.ts';
import { findApi } from '../../control/lookup.ts';
import type { StageRecord } from '../../state/records.ts';
import { checkDocumentationVersion, checkStageName, checkVariables, describeStage } from './stage-rules.ts';

/** Creates a stage that serves a deployment. */
export function createStage(dependencies: Pick<Dependencies, 'store' | 'config' | 'clock'>) {
  const { store, clock } = dependencies;
  return operation<CreateStageRequest, Stage>({
    honours: {
      restApiId: true,
      stageName: true,
      deploymentId: true,
      description: true,
      variables: true,
      documentationVersion: true,
      tags: true,
      cacheClusterEnabled: [false],
      tracingEnabled: [false],
    },
    ...access('POST', ({ restApiId }) => `/restapis/${restApiId}/stages`),
    run({ restApiId = '', stageName = '', deploymentId = '', documentationVersion, ...input }) {
      const { description, variables, tags } = input;
      const { stages, deployments, documentationVersions } = findApi(dependencies, restApiId);
      checkStageName(stageName);
      checkVariables(variables);
      if (!deployments.has(deploymentId)) throw badRequest('Deployment id does not exist');
      if (stages.has(stageName)) throw conflict('Stage already exists');
      checkDocumentationVersion(documentationVersions, documentationVersion);
      const now = clock.now();
      const stage: StageRecord = {
        stageName,
        deploymentId,
        description,
        variables,
        documentationVersion,
        methodSettings: {},
        tags: tags ?? {},
        createdAt: now,
        updatedAt: now,
      };
      store.commit.putStage({ apiId: restApiId, stage });
      return describeStage(stage);
    },
  });
}
