import type { ApiKey, DeleteApiKeyRequest, UpdateApiKeyRequest } from '@aws-sdk/client-api-gateway';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { applyPatch, listingWording, type PatchRule, textRule } from '../../control/patch.ts';
import type { ApiKeyRecord } from '../../state/plan-records.ts';
import { checkKey, describeKey, findKey, keyPath } from './api-key-rules.ts';

const rules: readonly PatchRule<ApiKeyRecord>[] = [
  textRule('name'),
  textRule('description'),
  textRule('customerId'),
  {
    path: '/enabled',
    ops: ['replace'],
    apply: (key, { value }) => ({ ...key, enabled: value === 'true' }),
  },
  {
    path: '/stages',
    ops: ['add', 'remove'],
    apply: (key, { op, value }) => ({
      ...key,
      stageKeys: [...key.stageKeys.filter((stage) => stage !== value), ...(op === 'add' ? [value] : [])],
    }),
  },
];

/** Changes an API key; its value stays. */
export function updateApiKey(dependencies: Pick<Dependencies, 'plans' | 'clock'>) {
  const { plans, clock } = dependencies;
  return operation<UpdateApiKeyRequest, ApiKey>({
    honours: { apiKey: true, patchOperations: true },
    ...access('PATCH', keyPath),
    run({ apiKey, patchOperations }) {
      const wording = listingWording(['/description', '/enabled', '/name', '/customerId']);
      const patched = applyPatch(findKey(dependencies, apiKey), patchOperations, rules, wording);
      const key = { ...patched, updatedAt: clock.now() };
      checkKey(dependencies, key);
      plans.commit.putKey({ key });
      return describeKey(key, { tags: true });
    },
  });
}

/** Deletes an API key, and removes it from its usage plans. */
export function deleteApiKey(dependencies: Pick<Dependencies, 'plans'>) {
  return operation<DeleteApiKeyRequest, object>({
    honours: { apiKey: true },
    ...access('DELETE', keyPath),
    run({ apiKey }) {
      dependencies.plans.commit.deleteKey({ id: findKey(dependencies, apiKey).id });
      return {};
    },
  });
}
