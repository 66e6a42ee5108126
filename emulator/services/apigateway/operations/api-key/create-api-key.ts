import type { ApiKey, CreateApiKeyRequest } from '@aws-sdk/client-api-gateway';
import { operation } from '../../../../edge/operation.ts';
import { MIXED_ALPHANUMERIC, randomText } from '../../../../store/random.ts';
import { access } from '../../../execute-api/access.ts';
import { newApiId } from '../../../execute-api/ids.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { findStage } from '../../control/lookup.ts';
import type { ApiKeyRecord } from '../../state/plan-records.ts';
import { checkKey, describeKey } from './api-key-rules.ts';

/** Length of a generated value. */
const VALUE_LENGTH = 40;

/** Creates an API key, with the given value or a generated one; disabled by default, as on AWS. */
export function createApiKey(dependencies: Pick<Dependencies, 'store' | 'plans' | 'random' | 'clock'>) {
  const { plans, random, clock } = dependencies;
  return operation<CreateApiKeyRequest, ApiKey>({
    honours: {
      name: true,
      description: true,
      enabled: true,
      generateDistinctId: true,
      value: true,
      customerId: true,
      stageKeys: true,
      tags: true,
    },
    ...access('POST', () => '/apikeys'),
    run({ name, description, enabled = false, value, customerId, stageKeys = [], tags = {} }) {
      for (const { restApiId, stageName } of stageKeys) findStage(dependencies, restApiId, stageName);
      const now = clock.now();
      const key: ApiKeyRecord = {
        id: newApiId(random),
        ...(name && { name }),
        ...(description && { description }),
        value: value || randomText(random, VALUE_LENGTH, MIXED_ALPHANUMERIC),
        enabled,
        ...(customerId && { customerId }),
        stageKeys: stageKeys.map(({ restApiId, stageName }) => `${restApiId}/${stageName}`),
        tags,
        createdAt: now,
        updatedAt: now,
      };
      checkKey(dependencies, key);
      plans.commit.putKey({ key });
      return describeKey(key, { value: true });
    },
  });
}
