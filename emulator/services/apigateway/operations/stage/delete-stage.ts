import type { DeleteStageRequest, FlushStageAuthorizersCacheRequest } from '@aws-sdk/client-api-gateway';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { findStage } from '../../control/lookup.ts';
import { stagePath } from './get-stage.ts';

/** Deletes a stage; its URL stops answering, and usage plans drop it. */
export function deleteStage(dependencies: Pick<Dependencies, 'store' | 'plans' | 'verdicts'>) {
  return operation<DeleteStageRequest, object>({
    honours: { restApiId: true, stageName: true },
    ...access('DELETE', stagePath),
    run({ restApiId = '', stageName }) {
      const stage = findStage(dependencies, restApiId, stageName);
      dependencies.store.commit.deleteStage({ apiId: restApiId, stageName: stage.stageName });
      dependencies.plans.commit.forgetStage({ apiId: restApiId, stage: stage.stageName });
      dependencies.verdicts.flush(restApiId, stage.stageName);
      return {};
    },
  });
}

/** Forgets the stage's cached authorizer answers, so that each is asked again. */
export function flushStageAuthorizersCache(dependencies: Pick<Dependencies, 'store' | 'verdicts'>) {
  return operation<FlushStageAuthorizersCacheRequest, object>({
    honours: { restApiId: true, stageName: true },
    ...access('DELETE', (input) => `${stagePath(input)}/cache/authorizers`),
    run({ restApiId = '', stageName }) {
      const stage = findStage(dependencies, restApiId, stageName);
      dependencies.verdicts.flush(restApiId, stage.stageName);
      return {};
    },
  });
}
