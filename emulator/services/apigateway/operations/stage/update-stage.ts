import type { Stage, UpdateStageRequest } from '@aws-sdk/client-api-gateway';
import { notImplemented } from '../../../../edge/aws-error.ts';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { badRequest } from '../../control/errors.ts';
import { findApi, findStage } from '../../control/lookup.ts';
import { applyPatch, type PatchRule, type PatchWording, textRule, without } from '../../control/patch.ts';
import type { StageRecord } from '../../state/records.ts';
import { ACCESS_LOG } from './access-log-settings.ts';
import { stagePath } from './get-stage.ts';
import { METHOD_SETTINGS } from './method-settings.ts';
import { checkDocumentationVersion, checkLogging, checkVariables, describeStage } from './stage-rules.ts';

/** AWS's own list, with its two missing commas. */
const PATHS =
  '/deploymentId, /description, /cacheClusterEnabled, /cacheClusterSize, /clientCertificateId, /accessLogSettings, /accessLogSettings/destinationArn, /accessLogSettings/format, /{resourcePath}/{httpMethod}/metrics/enabled, /{resourcePath}/{httpMethod}/logging/dataTrace, /{resourcePath}/{httpMethod}/logging/loglevel, /{resourcePath}/{httpMethod}/throttling/burstLimit/{resourcePath}/{httpMethod}/throttling/rateLimit/{resourcePath}/{httpMethod}/caching/ttlInSeconds, /{resourcePath}/{httpMethod}/caching/enabled, /{resourcePath}/{httpMethod}/caching/dataEncrypted, /{resourcePath}/{httpMethod}/caching/requireAuthorizationForCacheControl, /{resourcePath}/{httpMethod}/caching/unauthorizedCacheControlHeaderStrategy, /*/*/metrics/enabled, /*/*/logging/dataTrace, /*/*/logging/loglevel, /*/*/throttling/burstLimit /*/*/throttling/rateLimit /*/*/caching/ttlInSeconds, /*/*/caching/enabled, /*/*/caching/dataEncrypted, /*/*/caching/requireAuthorizationForCacheControl, /*/*/caching/unauthorizedCacheControlHeaderStrategy, /variables/{variable_name}, /tracingEnabled';

const wording: PatchWording = {
  unknownPath: (_op, path) => `Invalid method setting path: ${path}. Must be one of: [${PATHS}]`,
  wrongOp: (_op, _path, allowed) =>
    `Invalid patch operation specified. Must be one of: [${allowed.join(', ')}]`,
};

/** What AWS can patch and this engine does not support. */
const REFUSED = [/^\/(cacheClusterSize|clientCertificateId|canarySettings)\b/];

/** What is off, and may be set to off. */
const OFF: PatchRule<StageRecord> = {
  path: /^(\/cacheClusterEnabled|\/tracingEnabled|\/.+\/.+\/(?:metrics\/enabled|logging\/dataTrace))$/,
  ops: ['replace'],
  apply(stage, { key, value }) {
    if (value !== 'false') throw notImplemented(`The patch path ${key} with the value "${value}"`);
    return stage;
  },
};

/** Changes a stage: points it to another deployment, sets its variables. */
export function updateStage(dependencies: Pick<Dependencies, 'store' | 'config' | 'clock'>) {
  return operation<UpdateStageRequest, Stage>({
    honours: { restApiId: true, stageName: true, patchOperations: true },
    ...access('PATCH', stagePath),
    run({ restApiId = '', stageName, patchOperations }) {
      const before = findStage(dependencies, restApiId, stageName);
      const { deployments, documentationVersions } = findApi(dependencies, restApiId);
      const rules: readonly PatchRule<StageRecord>[] = [
        {
          path: '/deploymentId',
          ops: ['replace'],
          apply(stage, { value }) {
            if (!deployments.has(value)) throw badRequest('Deployment id does not exist');
            return { ...stage, deploymentId: value };
          },
        },
        textRule('description'),
        {
          path: '/variables/{key}',
          ops: ['add', 'remove', 'replace'],
          apply(stage, { op, key, value }) {
            const variables =
              op === 'remove' ? without(stage.variables, key) : { ...stage.variables, [key]: value };
            return { ...stage, variables };
          },
        },
        {
          path: '/documentationVersion',
          ops: ['replace', 'remove'],
          apply(stage, { value }) {
            checkDocumentationVersion(documentationVersions, value);
            return { ...stage, documentationVersion: value || undefined };
          },
        },
        ...ACCESS_LOG,
        OFF,
        ...METHOD_SETTINGS,
      ];
      const patched = applyPatch(before, patchOperations, rules, wording, REFUSED);
      checkVariables(patched.variables);
      checkLogging(patched, dependencies.store.state.account.cloudwatchRoleArn);
      const stage = { ...patched, updatedAt: dependencies.clock.now() };
      dependencies.store.commit.putStage({ apiId: restApiId, stage });
      return describeStage(stage);
    },
  });
}
