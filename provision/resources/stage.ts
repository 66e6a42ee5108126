import {
  CreateStageCommand,
  DeleteStageCommand,
  GetStageCommand,
  type PatchOperation,
  type Stage,
  TagResourceCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import type { Kind } from '../reconcile/kind.ts';
import { isGone, unlessGone } from '../reconcile/reader-error.ts';
import { stackTags } from '../reconcile/scope.ts';
import { apiArn } from './rest-api.ts';

export interface StageProps {
  readonly apiId: string;
  readonly name: string;
  readonly deploymentId: string;
}

/** The name by which clients reach a deployment. */
export const stage: Kind<StageProps, Stage, { name: string }> = {
  type: 'stage',
  part: true,
  name: ({ name }) => name,
  identity: ({ apiId }) => [apiId],
  async observe({ apiId: restApiId, name: stageName }, { clients }) {
    try {
      return await clients.apigateway.send(new GetStageCommand({ restApiId, stageName }));
    } catch (error) {
      if (isGone(error)) return undefined;
      throw error;
    }
  },
  wanted: ({ deploymentId }) => ({ deployment: deploymentId }),
  found: ({ deploymentId, canarySettings }) => ({
    deployment: deploymentId,
    // A canary sends some requests to another deployment.
    ...(canarySettings
      ? { canary: `${canarySettings.percentTraffic ?? 0} % to ${canarySettings.deploymentId}` }
      : {}),
  }),
  tags: ({ tags }) => tags ?? {},
  warnings: ({ deploymentId }, props) =>
    deploymentId === props.deploymentId
      ? []
      : [`stage ${props.name} serves deployment ${deploymentId}, which is not of what it should hold.`],
  predict: ({ name }) => ({ name }),
  outputs: (_state, { name }) => ({ name }),
  create: ({ apiId: restApiId, name: stageName, deploymentId }, { clients, scope }) =>
    clients.apigateway.send(
      new CreateStageCommand({ restApiId, stageName, deploymentId, tags: stackTags(scope) }),
    ),
  async update({ apiId: restApiId, name: stageName, deploymentId }, _state, changed, { clients, scope }) {
    if (changed.has('tags')) {
      const resourceArn = `${apiArn(scope)}/${restApiId}/stages/${stageName}`;
      await clients.apigateway.send(new TagResourceCommand({ resourceArn, tags: stackTags(scope) }));
    }
    const patchOperations: PatchOperation[] = [];
    if (changed.has('canary')) patchOperations.push({ op: 'remove', path: '/canarySettings' });
    if (changed.has('deployment'))
      patchOperations.push({ op: 'replace', path: '/deploymentId', value: deploymentId });
    if (patchOperations.length > 0) {
      await clients.apigateway.send(new UpdateStageCommand({ restApiId, stageName, patchOperations }));
    }
  },
  async remove(_state, { apiId: restApiId, name: stageName }, { clients }) {
    await clients.apigateway.send(new DeleteStageCommand({ restApiId, stageName })).catch(unlessGone);
  },
  permissions: (_props, scope) => [
    { actions: ['apigateway:POST'], resources: [`${apiArn(scope)}/*/stages`] },
    { actions: ['apigateway:GET', 'apigateway:PATCH'], resources: [`${apiArn(scope)}/*/stages/*`] },
  ],
};
