import type { UnauthorizedCacheControlHeaderStrategy } from '@aws-sdk/client-api-gateway';
import { badRequest } from '../../control/errors.ts';
import { type PatchRule, without } from '../../control/patch.ts';
import type { MethodSettingRecord, StageRecord } from '../../state/records.ts';
import { throttleLimit } from '../usage-plan/throttle-limit.ts';

function withSetting(stage: StageRecord, key: string, setting: MethodSettingRecord): StageRecord {
  const { [key]: before, ...others } = stage.methodSettings;
  return { ...stage, methodSettings: { ...others, [key]: { ...before, ...setting } } };
}

const LOGGING: PatchRule<StageRecord> = {
  path: /^\/(.+\/[A-Z*]+)\/logging\/loglevel$/,
  ops: ['replace'],
  apply(stage, { key, value }) {
    if (!['OFF', 'ERROR', 'INFO'].includes(value))
      throw badRequest(`Invalid logging level specified: ${value}. Must be one of: [OFF, ERROR, INFO]`);
    return withSetting(stage, key, { loggingLevel: value });
  },
};

const THROTTLING: readonly PatchRule<StageRecord>[] = [
  {
    path: /^\/(.+\/[A-Z*]+)\/throttling\/burstLimit$/,
    ops: ['replace'],
    apply: (stage, { key, value }) =>
      withSetting(stage, key, { throttlingBurstLimit: throttleLimit(value, /^\d+$/) }),
  },
  {
    path: /^\/(.+\/[A-Z*]+)\/throttling\/rateLimit$/,
    ops: ['replace'],
    apply: (stage, { key, value }) =>
      withSetting(stage, key, { throttlingRateLimit: throttleLimit(value, /^\d+(\.\d+)?$/) }),
  },
];

const STRATEGIES: readonly UnauthorizedCacheControlHeaderStrategy[] = [
  'FAIL_WITH_403',
  'SUCCEED_WITH_RESPONSE_HEADER',
  'SUCCEED_WITHOUT_RESPONSE_HEADER',
];

/** How a method's answers would be cached: stored and shown, without effect while the stage has no cache cluster, as on AWS. */
const CACHING: PatchRule<StageRecord> = {
  path: /^\/(.+\/[A-Z*]+\/caching\/\w+)$/,
  ops: ['replace'],
  apply(stage, { key, value }) {
    const [, method = '', setting = ''] = /^(.+)\/caching\/(\w+)$/.exec(key) ?? [];
    return withSetting(stage, method, cachingSetting(setting, value));
  },
};

function cachingSetting(setting: string, value: string): MethodSettingRecord {
  const isTrue = value.toLowerCase() === 'true';
  switch (setting) {
    case 'enabled':
      return { cachingEnabled: isTrue };
    case 'dataEncrypted':
      return { cacheDataEncrypted: isTrue };
    case 'requireAuthorizationForCacheControl':
      return { requireAuthorizationForCacheControl: isTrue };
    case 'ttlInSeconds':
      if (!/^\d+$/.test(value) || Number(value) > 3600)
        throw badRequest(`Invalid cache TTL specified: ${value}. Must be between 0 and 3600`);
      return { cacheTtlInSeconds: Number(value) };
    case 'unauthorizedCacheControlHeaderStrategy': {
      const strategy = STRATEGIES.find((one) => one === value);
      if (!strategy) throw badRequest(`Invalid unauthorized cache control header strategy: ${value}`);
      return { unauthorizedCacheControlHeaderStrategy: strategy };
    }
    default:
      throw badRequest(`Invalid method setting path: caching/${setting}`);
  }
}

/** Resets all settings of a method, or, with two stars, of all methods. */
const REMOVAL: PatchRule<StageRecord> = {
  path: /^\/([^/]+\/[^/]+)$/,
  ops: ['remove'],
  apply(stage, { key }) {
    // The blank at the end is AWS's.
    if (!Object.hasOwn(stage.methodSettings, key))
      throw badRequest(
        `Cannot remove method setting ${key} because there is no method setting for this method `,
      );
    return { ...stage, methodSettings: without(stage.methodSettings, key) ?? {} };
  },
};

/** The patchable settings of a stage's methods: `/<resource>/<METHOD>/<setting>`, or two stars for all of them. */
export const METHOD_SETTINGS: readonly PatchRule<StageRecord>[] = [LOGGING, ...THROTTLING, CACHING, REMOVAL];
