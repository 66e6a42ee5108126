import { poolOf } from './pool-mutations.ts';
import type { CognitoState, PoolDomain, ResourceServer } from './state.ts';

/** Changes of what machines need for tokens: a pool's domain and its resource servers. */
export const oauthMutations = {
  setDomain(state: CognitoState, { poolId, domain }: { poolId: string; domain: PoolDomain }): void {
    poolOf(state, poolId).domain = domain;
  },
  deleteDomain(state: CognitoState, { poolId }: { poolId: string }): void {
    delete poolOf(state, poolId).domain;
  },
  putResourceServer(
    state: CognitoState,
    { poolId, server }: { poolId: string; server: ResourceServer },
  ): void {
    const pool = poolOf(state, poolId);
    pool.resourceServers ??= new Map();
    pool.resourceServers.set(server.identifier, server);
  },
  deleteResourceServer(
    state: CognitoState,
    { poolId, identifier }: { poolId: string; identifier: string },
  ): void {
    poolOf(state, poolId).resourceServers?.delete(identifier);
  },
};
