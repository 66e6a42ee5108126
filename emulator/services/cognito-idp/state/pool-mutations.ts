import { noPeople } from './people.ts';
import type { ClientSettings, PoolSettings } from './settings.ts';
import type { CognitoState, Pool, PoolMfa, SigningKey, TokenUse } from './state.ts';

/** The pool of a mutation; a missing one is a bug of the caller. */
export function poolOf(state: CognitoState, poolId: string): Pool {
  const pool = state.pools.get(poolId);
  if (!pool) throw new Error(`There is no user pool ${poolId} to change.`);
  return pool;
}

/** Changes of pools and their clients. */
export const poolMutations = {
  createPool(
    state: CognitoState,
    { settings, ...pool }: Pick<Pool, 'id' | 'arn' | 'secret' | 'settings' | 'mfa'> & { at: number },
  ): void {
    state.pools.set(pool.id, {
      id: pool.id,
      arn: pool.arn,
      secret: pool.secret,
      settings,
      createdAt: pool.at,
      modifiedAt: pool.at,
      clients: new Map(),
      people: noPeople(),
      groups: new Map(),
      ...(pool.mfa && { mfa: pool.mfa }),
    });
  },
  changePool(
    state: CognitoState,
    args: { poolId: string; settings: PoolSettings; mfa?: PoolMfa; at: number },
  ): void {
    const pool = poolOf(state, args.poolId);
    pool.settings = args.settings;
    if (args.mfa) pool.mfa = args.mfa;
    else delete pool.mfa;
    pool.modifiedAt = args.at;
  },
  tagPool(state: CognitoState, { poolId, tags }: { poolId: string; tags: Record<string, string> }): void {
    const pool = poolOf(state, poolId);
    pool.settings = { ...pool.settings, UserPoolTags: tags };
  },
  deletePool(state: CognitoState, { poolId }: { poolId: string }): void {
    for (const clientId of poolOf(state, poolId).clients.keys()) state.poolOfClient.delete(clientId);
    state.pools.delete(poolId);
  },
  /** Journals of versions before 2026-11 have no `use`: their one key signed all tokens, and stays the access tokens' key. */
  keepSigningKey(
    state: CognitoState,
    { poolId, use, key }: { poolId: string; use?: TokenUse; key: SigningKey },
  ): void {
    poolOf(state, poolId)[use === 'id' ? 'idKey' : 'signingKey'] = key;
  },
  putClient(
    state: CognitoState,
    args: { poolId: string; clientId: string; settings: ClientSettings; at: number },
  ): void {
    const { clients } = poolOf(state, args.poolId);
    const createdAt = clients.get(args.clientId)?.createdAt ?? args.at;
    clients.set(args.clientId, {
      id: args.clientId,
      settings: args.settings,
      createdAt,
      modifiedAt: args.at,
    });
    state.poolOfClient.set(args.clientId, args.poolId);
  },
  deleteClient(state: CognitoState, { poolId, clientId }: { poolId: string; clientId: string }): void {
    poolOf(state, poolId).clients.delete(clientId);
    state.poolOfClient.delete(clientId);
  },
};
