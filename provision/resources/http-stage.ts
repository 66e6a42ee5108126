import {
  CreateStageCommand,
  DeleteStageCommand,
  GetStageCommand,
  type Stage,
  TagResourceCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import type { Kind } from '../reconcile/kind.ts';
import { isGone, unlessGone } from '../reconcile/reader-error.ts';
import { stackTags } from '../reconcile/scope.ts';
import { httpApiArn } from './http-api.ts';

export interface HttpStageProps {
  readonly apiId: string;
  readonly name: string;
}

/** The name by which clients reach an HTTP API. It deploys by itself: changes of the API are live at once. */
export const httpStage: Kind<HttpStageProps, Partial<Stage>, { name: string }> = {
  type: 'HTTP stage',
  part: true,
  name: ({ name }) => name,
  identity: ({ apiId }) => [apiId],
  async observe({ apiId: ApiId, name: StageName }, { clients }) {
    try {
      return await clients.apigatewayv2.send(new GetStageCommand({ ApiId, StageName }));
    } catch (error) {
      if (isGone(error)) return undefined;
      throw error;
    }
  },
  wanted: () => ({ autoDeploy: true }),
  found: ({ AutoDeploy }) => ({ autoDeploy: AutoDeploy ?? false }),
  tags: ({ Tags }) => Tags ?? {},
  warnings: ({ AutoDeploy }, { name }) =>
    AutoDeploy
      ? []
      : [`HTTP stage ${name} does not deploy by itself: it may be older than what it should hold.`],
  predict: ({ name }) => ({ name }),
  outputs: (_state, { name }) => ({ name }),
  create: ({ apiId: ApiId, name: StageName }, { clients, scope }) =>
    clients.apigatewayv2.send(
      new CreateStageCommand({ ApiId, StageName, AutoDeploy: true, Tags: stackTags(scope) }),
    ),
  async update({ apiId: ApiId, name: StageName }, _state, changed, { clients, scope }) {
    if (changed.has('tags')) {
      const ResourceArn = `${httpApiArn(scope)}/${ApiId}/stages/${StageName}`;
      await clients.apigatewayv2.send(new TagResourceCommand({ ResourceArn, Tags: stackTags(scope) }));
    }
    if (changed.has('autoDeploy'))
      await clients.apigatewayv2.send(new UpdateStageCommand({ ApiId, StageName, AutoDeploy: true }));
  },
  async remove(_state, { apiId: ApiId, name: StageName }, { clients }) {
    await clients.apigatewayv2.send(new DeleteStageCommand({ ApiId, StageName })).catch(unlessGone);
  },
  permissions: (_props, scope) => [
    // A stage with tags needs the latter too, although the list of actions lacks it.
    { actions: ['apigateway:POST', 'apigateway:TagResource'], resources: [`${httpApiArn(scope)}/*/stages`] },
    { actions: ['apigateway:GET', 'apigateway:PATCH'], resources: [`${httpApiArn(scope)}/*/stages/*`] },
  ],
};
