import { newPartId } from '../../execute-api/ids.ts';
import type { Dependencies } from './dependencies.ts';

/** Deploys an API to stages with auto-deploy (API Gateway guide, "Automatically deploy an API"). */
export function autoDeploy(
  { store, random, clock }: Pick<Dependencies, 'store' | 'random' | 'clock'>,
  apiId: string,
): void {
  const stages = store.state.apis.get(apiId)?.stages.values() ?? [];
  const stageNames = [...stages]
    .filter(({ AutoDeploy }) => AutoDeploy)
    .map(({ StageName = '' }) => StageName);
  if (stageNames.length === 0) return;
  store.commit.deploy({
    apiId,
    stageNames,
    deployment: {
      DeploymentId: newPartId(random),
      AutoDeployed: true,
      CreatedDate: new Date(clock.now()),
      DeploymentStatus: 'DEPLOYED',
      Description: 'Automatic deployment triggered by changes to the Api configuration',
    },
  });
}
