import type {
  CreateStageRequest,
  DeleteAccessLogSettingsRequest,
  DeleteStageRequest,
  GetStageRequest,
  GetStagesRequest,
  GetStagesResponse,
  ResetAuthorizersCacheRequest,
  Stage,
  UpdateStageRequest,
} from '@aws-sdk/client-apigatewayv2';
import { operation } from '../../../edge/operation.ts';
import { access, managementArn } from '../../execute-api/access.ts';
import { logGroupOf } from '../../execute-api/logs/log-group-of.ts';
import { autoDeploy } from './auto-deploy.ts';
import { badRequest, conflict, type Dependencies, findApi, findPart, given } from './dependencies.ts';
import { page } from './paging.ts';
import { checkRouteSettings, SETTINGS, withRouteSettings } from './route-settings.ts';

const HONOURED = {
  ApiId: true,
  StageName: true,
  AutoDeploy: true,
  DeploymentId: true,
  Description: true,
  StageVariables: true,
  AccessLogSettings: { DestinationArn: true, Format: true },
  DefaultRouteSettings: SETTINGS,
  RouteSettings: { '*': SETTINGS },
} as const;
const all = ({ ApiId }: { ApiId?: string }) => `/apis/${ApiId}/stages`;
const path = (input: { ApiId?: string; StageName?: string }) => `${all(input)}/${input.StageName}`;

function checkStage(dependencies: Pick<Dependencies, 'store'>, apiId: string, stage: Stage): void {
  const api = findApi(dependencies, apiId);
  const { deployments } = api;
  if (!/^(?:\$default|[\w-]{1,128})$/.test(stage.StageName ?? ''))
    throw badRequest('Stage name only allows a-zA-Z0-9_-, or $default');
  if (stage.DeploymentId !== undefined && !deployments.has(stage.DeploymentId))
    throw badRequest('Deployment id does not exist');
  checkRouteSettings(api, stage);
  const { DestinationArn, Format } = stage.AccessLogSettings ?? {};
  if (DestinationArn !== undefined && !logGroupOf(DestinationArn))
    throw badRequest(`Invalid ARN specified for access log destination: ${DestinationArn}`);
  if (
    Format !== undefined &&
    !Format.includes('$context.requestId') &&
    !Format.includes('$context.extendedRequestId')
  )
    throw badRequest('Access Log format must contain $context.requestId or $context.extendedRequestId');
}

/** Creates a stage; one with `AutoDeploy` always serves the API as it is. */
export function createStage(dependencies: Dependencies) {
  return operation<CreateStageRequest, Stage>({
    honours: { ...HONOURED, Tags: true },
    ...access('POST', all),
    run({ ApiId = '', ...input }, call) {
      // The one action of API Gateway that is no verb: checked on the list of stages, as AWS's denials show.
      if (Object.keys(input.Tags ?? {}).length > 0)
        call.authorize('apigateway:TagResource', managementArn(call.region, all({ ApiId })));
      const { stages } = findApi(dependencies, ApiId);
      const now = new Date(dependencies.clock.now());
      const stage: Stage = {
        StageVariables: {},
        Tags: {},
        ...given(input),
        ...withRouteSettings({ DefaultRouteSettings: { DetailedMetricsEnabled: false } }, input),
        StageName: input.StageName,
        CreatedDate: now,
        LastUpdatedDate: now,
      };
      checkStage(dependencies, ApiId, stage);
      if (stages.has(stage.StageName ?? '')) throw conflict('Stage already exists');
      if (input.AutoDeploy && input.DeploymentId)
        throw badRequest('DeploymentId cannot be set for a stage with AutoDeploy');
      dependencies.store.commit.putStage({ apiId: ApiId, stage });
      if (input.AutoDeploy) autoDeploy(dependencies, ApiId);
      return findPart(stages, stage.StageName, 'Stage');
    },
  });
}

/** One stage. */
export function getStage(dependencies: Pick<Dependencies, 'store'>) {
  return operation<GetStageRequest, Stage>({
    honours: { ApiId: true, StageName: true },
    ...access('GET', path),
    run: ({ ApiId, StageName }) => findPart(findApi(dependencies, ApiId).stages, StageName, 'Stage'),
  });
}

/** Lists an API's stages. */
export function getStages(dependencies: Pick<Dependencies, 'store'>) {
  return operation<GetStagesRequest, GetStagesResponse>({
    honours: { ApiId: true, MaxResults: true, NextToken: true },
    ...access('GET', all),
    run: (input) => page([...findApi(dependencies, input.ApiId).stages.values()], input),
  });
}

/**
 * Changes a stage; one that gets auto-deploy deploys at once. Keeps variables that are not named, and an empty text removes one: AWS does
 * not document it, infrastructure tools rely on it.
 */
export function updateStage(dependencies: Dependencies) {
  return operation<UpdateStageRequest, Stage>({
    honours: HONOURED,
    ...access('PATCH', path),
    run({ ApiId = '', StageVariables, ...input }) {
      const { stages } = findApi(dependencies, ApiId);
      const before = findPart(stages, input.StageName, 'Stage');
      const stage: Stage = {
        ...before,
        ...given(input),
        ...withRouteSettings(before, input),
        StageVariables: Object.fromEntries(
          Object.entries({ ...before.StageVariables, ...StageVariables }).filter(([, value]) => value !== ''),
        ),
        LastUpdatedDate: new Date(dependencies.clock.now()),
      };
      checkStage(dependencies, ApiId, stage);
      if (stage.AutoDeploy && input.DeploymentId)
        throw badRequest('DeploymentId cannot be set for a stage with AutoDeploy');
      dependencies.store.commit.putStage({ apiId: ApiId, stage });
      if (stage.AutoDeploy) autoDeploy(dependencies, ApiId);
      return findPart(stages, stage.StageName, 'Stage');
    },
  });
}

/** Deletes a stage; its URL stops answering. */
export function deleteStage(dependencies: Pick<Dependencies, 'store' | 'verdicts'>) {
  return operation<DeleteStageRequest, object>({
    honours: { ApiId: true, StageName: true },
    ...access('DELETE', path),
    run({ ApiId = '', StageName = '' }) {
      findPart(findApi(dependencies, ApiId).stages, StageName, 'Stage');
      dependencies.store.commit.deleteStage({ apiId: ApiId, stageName: StageName });
      dependencies.verdicts.flush(ApiId, StageName);
      return {};
    },
  });
}

/** Removes a stage's access log. */
export function deleteAccessLogSettings(dependencies: Pick<Dependencies, 'store'>) {
  return operation<DeleteAccessLogSettingsRequest, object>({
    honours: { ApiId: true, StageName: true },
    ...access('DELETE', (input) => `${path(input)}/accesslogsettings`),
    run({ ApiId = '', StageName }) {
      const stage = findPart(findApi(dependencies, ApiId).stages, StageName, 'Stage');
      dependencies.store.commit.putStage({ apiId: ApiId, stage: { ...stage, AccessLogSettings: undefined } });
      return {};
    },
  });
}

/** Forgets the stage's cached authorizer answers. */
export function resetAuthorizersCache(dependencies: Pick<Dependencies, 'store' | 'verdicts'>) {
  return operation<ResetAuthorizersCacheRequest, object>({
    honours: { ApiId: true, StageName: true },
    ...access('DELETE', (input) => `${path(input)}/cache/authorizers`),
    run({ ApiId = '', StageName }) {
      const stage = findPart(findApi(dependencies, ApiId).stages, StageName, 'Stage');
      dependencies.verdicts.flush(ApiId, stage.StageName);
      return {};
    },
  });
}
