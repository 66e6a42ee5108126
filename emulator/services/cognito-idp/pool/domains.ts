import { AwsError } from '../../../edge/aws-error.ts';
import type { CognitoState, Pool, PoolDomain } from '../state/state.ts';
import { findPool } from './find-pool.ts';

/** The pool of a domain; undefined if none has it. */
export function poolOfDomain({ pools }: CognitoState, name: string): Pool | undefined {
  for (const pool of pools.values()) if (pool.domain?.name === name) return pool;
  return undefined;
}

/** A pool and its domain of that name. Throws `ResourceNotFoundException` for the pool, `InvalidParameterException` for the domain. */
export function findDomain(
  state: CognitoState,
  poolId: string | undefined,
  name: string | undefined,
): { pool: Pool; domain: PoolDomain } {
  const pool = findPool(state, poolId);
  if (!pool.domain || pool.domain.name !== name)
    throw new AwsError('InvalidParameterException', 'No such domain or user pool exists.');
  return { pool, domain: pool.domain };
}
