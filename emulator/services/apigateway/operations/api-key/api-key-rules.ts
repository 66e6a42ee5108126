import type { ApiKey } from '@aws-sdk/client-api-gateway';
import type { Dependencies } from '../../control/dependencies.ts';
import { badRequest, conflict, notFound } from '../../control/errors.ts';
import type { ApiKeyRecord } from '../../state/plan-records.ts';

export const keyPath = ({ apiKey }: { apiKey?: string }) => `/apikeys/${apiKey}`;

/** Keys of an account (API Gateway quotas). */
const MOST = 10_000;
const LONGEST_DESCRIPTION = 125_000;

/** The key; throws `NotFoundException`. */
export function findKey({ plans }: Pick<Dependencies, 'plans'>, id = ''): ApiKeyRecord {
  const key = plans.state.keys.get(id);
  if (!key) throw notFound('Invalid API Key identifier specified');
  return key;
}

/** Checks a key before it is stored. Throws `BadRequestException`, and `ConflictException` for a duplicate value. */
export function checkKey(
  { plans }: Pick<Dependencies, 'plans'>,
  { id, name = '', description = '', value }: ApiKeyRecord,
): void {
  if (name.length > 1024) throw badRequest('Invalid API Key name, can be at most 1024 characters.');
  if (description.length > LONGEST_DESCRIPTION) throw badRequest('Invalid API Key description specified.');
  if (value.length < 20) throw badRequest('API Key value should be at least 20 characters');
  if (value.length > 128) throw badRequest('API Key value exceeds maximum size of 128 characters');
  const { keyIds, keys } = plans.state;
  const owner = keyIds.get(value);
  if (owner !== undefined && owner !== id) throw conflict('API Key already exists');
  // The sentence is a guess.
  if (!keys.has(id) && keys.size >= MOST) throw badRequest(`Maximum number of API Keys is ${MOST}`);
}

/** A key as AWS shows it: with its value and its tags only on request. */
export function describeKey(
  key: ApiKeyRecord,
  { value, tags }: { value?: boolean; tags?: boolean } = {},
): ApiKey {
  return {
    id: key.id,
    ...(value && { value: key.value }),
    name: key.name,
    customerId: key.customerId,
    description: key.description,
    enabled: key.enabled,
    createdDate: new Date(key.createdAt),
    lastUpdatedDate: new Date(key.updatedAt),
    stageKeys: [...key.stageKeys],
    ...((tags || Object.keys(key.tags).length > 0) && { tags: { ...key.tags } }),
  };
}
