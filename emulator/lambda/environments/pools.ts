import type { Invocation, Outcome } from './invocation.ts';
import type { Revision } from './revision.ts';
import { type PoolSettings, RevisionPool } from './revision-pool.ts';
import type { StartDependencies } from './start-environment.ts';

/** The execution environments of all functions. */
export interface Pools {
  /** Runs the revision once, in an environment of that revision and of no other. */
  invoke(revision: Revision, invocation: Invocation): Promise<Outcome>;
  /** The function has changed or is gone: environments of its revisions other than `keep` end when their work is done. */
  replace(functionName: string, version: string, keep: string | undefined): void;
  /** Ends every environment at once. */
  end(): Promise<void>;
}

/** Makes the pools; a revision's pool comes with its first invocation. */
export function createPools(dependencies: StartDependencies, settings: PoolSettings): Pools {
  const pools = new Map<string, RevisionPool>();
  /** Pools whose environments still have work to end. */
  const leaving = new Set<RevisionPool>();
  const key = (functionName: string, version: string) => `${functionName}:${version}`;

  function retire(pool: RevisionPool): void {
    for (const other of leaving) if (other.isEmpty) leaving.delete(other);
    pool.retire();
    leaving.add(pool);
  }

  return {
    invoke(revision, invocation) {
      const at = key(revision.functionName, revision.version);
      let pool = pools.get(at);
      if (pool?.revision.id !== revision.id) {
        if (pool) retire(pool);
        pool = new RevisionPool(revision, dependencies, settings);
        pools.set(at, pool);
      }
      return pool.invoke(invocation);
    },
    replace(functionName, version, keep) {
      const at = key(functionName, version);
      const pool = pools.get(at);
      if (!pool || pool.revision.id === keep) return;
      retire(pool);
      pools.delete(at);
    },
    async end() {
      const all = [...pools.values(), ...leaving];
      pools.clear();
      leaving.clear();
      await Promise.all(all.map((pool) => pool.end()));
    },
  };
}
