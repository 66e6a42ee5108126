import type { EnvironmentCensus } from '../../../edge/interfaces/environment-census.ts';
import type { Inspection } from './inspection.ts';
import type { Invocation, Outcome } from './invocation.ts';
import type { Revision } from './revision.ts';
import { type PoolSettings, RevisionPool } from './revision-pool.ts';
import type { StartDependencies } from './start-environment.ts';

/** The execution environments of all functions. */
export interface Pools {
  /** Runs the revision once, only in an environment of that revision. */
  invoke(revision: Revision, invocation: Invocation): Promise<Outcome>;
  /** The function has changed or is gone: environments of its revisions other than `keep` end when their work is done. */
  replace(functionName: string, version: string, keep: string | undefined): void;
  /**
   * Runs `$LATEST` of a function under the inspector until the returned function is called; that resolves when everything with an inspector
   * is gone. An environment starts at once, and again after each change; `current` returns what to run.
   */
  inspect(
    functionName: string,
    inspection: Inspection,
    current: () => Revision | undefined,
  ): () => Promise<void>;
  isInspected(functionName: string): boolean;
  /** How many environments each version has; those of replaced code count while they have work. */
  census(): EnvironmentCensus[];
  /** Ends every environment at once. */
  end(): Promise<void>;
}

/** Makes the pools; a revision's pool comes with its first invocation. */
export function createPools(dependencies: StartDependencies, settings: PoolSettings): Pools {
  const pools = new Map<string, RevisionPool>();
  /** Pools whose environments still have work. */
  const leaving = new Set<RevisionPool>();
  const inspections = new Map<string, { inspection: Inspection; current: () => Revision | undefined }>();
  const key = (functionName: string, version: string) => `${functionName}:${version}`;

  function poolOf(revision: Revision): RevisionPool {
    const { functionName, version } = revision;
    const at = key(functionName, version);
    let pool = pools.get(at);
    if (pool?.revision.id !== revision.id) {
      if (pool) retire(pool);
      pool = new RevisionPool(revision, dependencies, settings);
      pools.set(at, pool);
      const inspected = version === '$LATEST' ? inspections.get(functionName) : undefined;
      if (inspected) pool.inspect(inspected.inspection);
    }
    return pool;
  }

  /** It starts before it is called, so that a debugger finds it. */
  function warm(functionName: string): void {
    const revision = inspections.get(functionName)?.current();
    if (revision) poolOf(revision).warm();
  }

  /** The pools of `$LATEST` of a function, including those that only finish their work. */
  function latestOf(functionName: string): RevisionPool[] {
    return [...pools.values(), ...leaving].filter(
      ({ revision }) => revision.functionName === functionName && revision.version === '$LATEST',
    );
  }

  function retire(pool: RevisionPool): void {
    for (const other of leaving) if (other.isEmpty) leaving.delete(other);
    pool.retire();
    leaving.add(pool);
  }

  return {
    invoke(revision, invocation) {
      return poolOf(revision).invoke(invocation);
    },
    replace(functionName, version, keep) {
      const at = key(functionName, version);
      const pool = pools.get(at);
      if (!pool || pool.revision.id === keep) return;
      retire(pool);
      pools.delete(at);
      if (version === '$LATEST') warm(functionName);
    },
    inspect(functionName, inspection, current) {
      inspections.set(functionName, { inspection, current });
      for (const pool of latestOf(functionName)) pool.inspect(inspection);
      warm(functionName);
      return async () => {
        inspections.delete(functionName);
        inspection.end();
        const all = latestOf(functionName);
        for (const pool of all) pool.inspect(undefined);
        await Promise.all(all.map((pool) => pool.endOf(inspection)));
        await inspection.clean();
      };
    },
    isInspected: (functionName) => inspections.has(functionName),
    census: () =>
      [...pools.values(), ...leaving].filter((pool) => !pool.isEmpty).map((pool) => pool.census()),
    async end() {
      const all = [...pools.values(), ...leaving];
      pools.clear();
      leaving.clear();
      await Promise.all(all.map((pool) => pool.end()));
    },
  };
}
