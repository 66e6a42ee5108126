import type { ApiKey, ApiKeys, GetApiKeyRequest, GetApiKeysRequest } from '@aws-sdk/client-api-gateway';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { page } from '../../control/paging.ts';
import { describeKey, findKey, keyPath } from './api-key-rules.ts';

/** One API key. */
export function getApiKey(dependencies: Pick<Dependencies, 'plans'>) {
  return operation<GetApiKeyRequest, ApiKey>({
    honours: { apiKey: true, includeValue: true },
    ...access('GET', keyPath),
    run: ({ apiKey, includeValue = false }) =>
      describeKey(findKey(dependencies, apiKey), { value: includeValue, tags: true }),
  });
}

/** Lists API keys, the newest first; `nameQuery` is a prefix of their names. */
export function getApiKeys({ plans }: Pick<Dependencies, 'plans'>) {
  return operation<GetApiKeysRequest, ApiKeys>({
    honours: { position: true, limit: true, nameQuery: true, customerId: true, includeValues: true },
    ...access('GET', () => '/apikeys'),
    run({ nameQuery = '', customerId, includeValues = false, ...paging }) {
      // Nothing, and no error, for a limit below 1 (recorded on AWS).
      if ((paging.limit ?? 1) < 1) return { items: [] };
      const found = [...plans.state.keys.values()]
        .reverse()
        .filter(({ name = '' }) => name.startsWith(nameQuery))
        .filter((key) => customerId === undefined || key.customerId === customerId);
      const { items, position } = page(found, ({ id }) => id, paging);
      return { items: items.map((key) => describeKey(key, { value: includeValues })), position };
    },
  });
}
