import type { EnvironmentCensus } from '../../../edge/interfaces/environment-census.ts';
import type { LambdaStore } from '../state/lambda-store.ts';
import type { Pools } from './pools.ts';

/** The environments of all functions: a row for `$LATEST` of each, and for each version that has some. */
export function takeCensus(
  { state }: Pick<LambdaStore, 'state'>,
  pools: Pick<Pools, 'census'>,
): EnvironmentCensus[] {
  const rows = new Map<string, EnvironmentCensus>();
  for (const functionName of Object.keys(state.functions)) {
    const none = { starting: 0, idle: 0, busy: 0, waiting: 0 };
    rows.set(`${functionName}:$LATEST`, { functionName, version: '$LATEST', ...none });
  }
  for (const { functionName, version, ...counts } of pools.census()) {
    const key = `${functionName}:${version}`;
    const before = rows.get(key);
    rows.set(key, {
      functionName,
      version,
      starting: counts.starting + (before?.starting ?? 0),
      idle: counts.idle + (before?.idle ?? 0),
      busy: counts.busy + (before?.busy ?? 0),
      waiting: counts.waiting + (before?.waiting ?? 0),
    });
  }
  return [...rows.values()];
}
