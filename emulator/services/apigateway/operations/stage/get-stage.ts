import type { GetStageRequest, GetStagesRequest, Stage, Stages } from '@aws-sdk/client-api-gateway';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { findApi, findStage } from '../../control/lookup.ts';
import { describeStage } from './stage-rules.ts';

/** The path of a stage, for IAM. */
export function stagePath(input: { restApiId?: string; stageName?: string }): string {
  return `/restapis/${input.restApiId}/stages/${input.stageName}`;
}

/** One stage. */
export function getStage(dependencies: Pick<Dependencies, 'store'>) {
  return operation<GetStageRequest, Stage>({
    honours: { restApiId: true, stageName: true },
    ...access('GET', stagePath),
    run: ({ restApiId, stageName }) => describeStage(findStage(dependencies, restApiId, stageName)),
  });
}

/** Lists an API's stages, those of one deployment where the caller says so. */
export function getStages(dependencies: Pick<Dependencies, 'store' | 'config'>) {
  return operation<GetStagesRequest, Stages>({
    honours: { restApiId: true, deploymentId: true },
    ...access('GET', ({ restApiId }) => `/restapis/${restApiId}/stages`),
    run({ restApiId, deploymentId }) {
      const all = [...findApi(dependencies, restApiId).stages.values()];
      const chosen = all.filter((stage) => deploymentId === undefined || stage.deploymentId === deploymentId);
      return { item: chosen.map(describeStage) };
    },
  });
}
