import type { Stage } from '@aws-sdk/client-api-gateway';
import { badRequest } from '../../control/errors.ts';
import type { StageRecord, Strings } from '../../state/records.ts';

/** A stage as AWS shows it. */
export function describeStage(stage: StageRecord): Stage {
  return {
    deploymentId: stage.deploymentId,
    stageName: stage.stageName,
    description: stage.description,
    cacheClusterEnabled: false,
    cacheClusterStatus: 'NOT_AVAILABLE',
    methodSettings: {},
    variables: stage.variables && { ...stage.variables },
    accessLogSettings: stage.accessLogSettings && { ...stage.accessLogSettings },
    tracingEnabled: false,
    tags: Object.keys(stage.tags).length > 0 ? { ...stage.tags } : undefined,
    createdDate: new Date(stage.createdAt),
    lastUpdatedDate: new Date(stage.updatedAt),
  };
}

/** Letters, digits, hyphens, underscores; at most 128 (API Gateway guide, "Important notes"). */
export function checkStageName(name: string): void {
  if (!/^[\w-]{1,128}$/.test(name)) throw badRequest('Stage name only allows a-zA-Z0-9_');
}

/** What names and values of stage variables may be made of (API Gateway REST API reference, "Stage"). */
export function checkVariables(variables: Strings | undefined): void {
  for (const [name, value] of Object.entries(variables ?? {})) {
    if (!/^\w+$/.test(name)) throw badRequest(`Stage variable name may only contain a-zA-Z0-9_: ${name}`);
    if (!/^[A-Za-z0-9-._~:/?#&=,]*$/.test(value))
      throw badRequest(`Stage variable value may only contain a-zA-Z0-9-._~:/?#&=,: ${value}`);
  }
}
