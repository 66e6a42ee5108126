import { AwsError } from '../../../edge/aws-error.ts';
import type { PoolClient } from '../state/settings.ts';
import type { CognitoState, Pool } from '../state/state.ts';

/** The pool of that id. Throws `ResourceNotFoundException`. */
export function findPool(state: CognitoState, poolId: string | undefined): Pool {
  const pool = state.pools.get(poolId ?? '');
  if (!pool) throw new AwsError('ResourceNotFoundException', `User pool ${poolId} does not exist.`);
  return pool;
}

/** A client of a pool. Throws `ResourceNotFoundException` for the one as for the other. */
export function findClientOf(
  state: CognitoState,
  { UserPoolId, ClientId }: { UserPoolId: string | undefined; ClientId: string | undefined },
): { pool: Pool; client: PoolClient } {
  const pool = findPool(state, UserPoolId);
  const client = pool.clients.get(ClientId ?? '');
  if (!client) throw unknownClient(ClientId);
  return { pool, client };
}

/** The client of that id with its pool, for the calls of apps. Throws `ResourceNotFoundException`. */
export function findClient(
  state: CognitoState,
  clientId: string | undefined,
): { pool: Pool; client: PoolClient } {
  const pool = state.pools.get(state.poolOfClient.get(clientId ?? '') ?? '');
  const client = pool?.clients.get(clientId ?? '');
  if (!pool || !client) throw unknownClient(clientId);
  return { pool, client };
}

/** The pool that an ARN names. Throws `ResourceNotFoundException`. */
export function findPoolByArn(state: CognitoState, arn: string | undefined): Pool {
  const pool = state.pools.get(arn?.split('/').at(-1) ?? '');
  if (!pool || pool.arn !== arn) {
    throw new AwsError('ResourceNotFoundException', `Resource ${arn} does not exist.`);
  }
  return pool;
}

function unknownClient(clientId: string | undefined): AwsError {
  return new AwsError('ResourceNotFoundException', `User pool client ${clientId} does not exist.`);
}
