import type { MethodSetting, Stage } from '@aws-sdk/client-api-gateway';
import { notImplemented } from '../../../../edge/aws-error.ts';
import { logGroupOf } from '../../../execute-api/logs/log-group-of.ts';
import { badRequest } from '../../control/errors.ts';
import type { ApiRecord, StageRecord, Strings } from '../../state/records.ts';

/** What AWS shows of a method's settings besides those that were set; a level of logging is shown only once it is set (recorded). */
const UNSET: MethodSetting = {
  metricsEnabled: false,
  dataTraceEnabled: false,
  throttlingBurstLimit: 5000,
  throttlingRateLimit: 10_000,
  cachingEnabled: false,
  cacheTtlInSeconds: 300,
  cacheDataEncrypted: false,
  requireAuthorizationForCacheControl: true,
  unauthorizedCacheControlHeaderStrategy: 'SUCCEED_WITH_RESPONSE_HEADER',
};

/** A stage as AWS shows it. */
export function describeStage(stage: StageRecord): Stage {
  return {
    deploymentId: stage.deploymentId,
    stageName: stage.stageName,
    description: stage.description,
    documentationVersion: stage.documentationVersion,
    cacheClusterEnabled: false,
    cacheClusterStatus: 'NOT_AVAILABLE',
    methodSettings: Object.fromEntries(
      Object.entries(stage.methodSettings).map(([key, setting]) => [key, { ...UNSET, ...setting }]),
    ),
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

/** Checks that a stage's documentation version exists; throws `BadRequestException`. The text is a guess. */
export function checkDocumentationVersion(
  versions: ApiRecord['documentationVersions'],
  version: string | undefined,
): void {
  if (version && !versions.has(version)) throw badRequest('Documentation version does not exist');
}

/** The number and form of stage variables (API Gateway REST API reference, "Stage"; quotas). */
export function checkVariables(variables: Strings | undefined): void {
  if (Object.keys(variables ?? {}).length > 100) throw badRequest('A stage has at most 100 stage variables');
  for (const [name, value] of Object.entries(variables ?? {})) {
    if (name.length > 64 || value.length > 512)
      throw badRequest(`A stage variable's name has at most 64 characters, its value 512: ${name}`);
    if (!/^\w+$/.test(name)) throw badRequest(`Stage variable name may only contain a-zA-Z0-9_: ${name}`);
    if (!/^[A-Za-z0-9-._~:/?#&=,]*$/.test(value))
      throw badRequest(`Stage variable value may only contain a-zA-Z0-9-._~:/?#&=,: ${value}`);
  }
}

/** Checks a stage's logging: a log group, a format of one line that names the request, and the account's role. Throws `BadRequestException`. */
export function checkLogging(
  { accessLogSettings, methodSettings }: StageRecord,
  cloudwatchRoleArn: string | undefined,
): void {
  const { destinationArn, format } = accessLogSettings ?? {};
  if (destinationArn?.includes(':firehose:'))
    throw notImplemented('UpdateStage: access logs to a Firehose delivery stream');
  const isLogging =
    destinationArn !== undefined ||
    Object.values(methodSettings).some(({ loggingLevel = 'OFF' }) => loggingLevel !== 'OFF');
  if (isLogging && !cloudwatchRoleArn)
    throw badRequest('CloudWatch Logs role ARN must be set in account settings to enable logging');
  if (destinationArn !== undefined && !logGroupOf(destinationArn))
    throw badRequest(`Invalid ARN specified in the request: ${destinationArn}`);
  if (format === undefined) return;
  if (/\n./s.test(format))
    throw badRequest(
      'Access Log format must be single line, new line character is allowed only at end of the format',
    );
  if (!/\$context\.(requestId|extendedRequestId)\b/.test(format))
    throw badRequest('Access Log format must contain $context.requestId or $context.extendedRequestId');
}
