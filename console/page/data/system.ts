import type { ListTablesOutput } from '@aws-sdk/client-dynamodb';
import type { SystemReport } from '../../../emulator/control/system/system.ts';
import type { EnvironmentCensus } from '../../../emulator/edge/interfaces/environment-census.ts';
import { listApis, readApi } from './apis.ts';
import { callJson, readSettings } from './aws.ts';
import { engine } from './engine.ts';
import { describePool, listPools } from './pools.ts';
import type { Settings } from './settings.ts';

/** The parts of the system by their names. They seldom change. */
export interface Layout {
  readonly settings: Settings;
  readonly pools: readonly { id: string; name: string; people: number }[];
  readonly triggers: readonly string[];
  readonly tables: readonly string[];
  readonly authorizers: readonly string[];
  readonly apis: readonly { id: string; name: string; type: 'REST' | 'HTTP' }[];
  readonly origins: readonly string[];
}

/** The drawing does not look at more of a kind than this. */
const MOST = 4;

export async function readLayout(): Promise<Layout> {
  const [settings, poolList, { TableNames = [] }, apiList] = await Promise.all([
    readSettings(),
    listPools(),
    callJson<ListTablesOutput>('dynamodb', 'ListTables'),
    listApis(),
  ]);
  const [pools, apis] = await Promise.all([
    Promise.all(poolList.slice(0, MOST).map(({ Id = '' }) => describePool(Id))),
    Promise.all(apiList.slice(0, MOST).map(({ apiId, type }) => readApi(type, apiId))),
  ]);
  return {
    settings,
    pools: pools.map(({ Id = '', Name = '', EstimatedNumberOfUsers = 0 }) => ({
      id: Id,
      name: Name,
      people: EstimatedNumberOfUsers,
    })),
    triggers: unique(pools.flatMap(({ LambdaConfig }) => nameOf(LambdaConfig?.PostConfirmation ?? ''))),
    tables: TableNames,
    authorizers: unique(
      apis.flatMap(({ authorizers }) => authorizers.flatMap((one) => nameOf(one.functionArn))),
    ),
    apis: apiList.map(({ apiId, name, type }) => ({ id: apiId, name, type })),
    origins: unique(
      apis.flatMap(({ routes }) =>
        routes.flatMap(({ target }) => /https?:\/\/[^/ ]+/.exec(target)?.[0] ?? []),
      ),
    ),
  };
}

/** What has happened so far. */
export interface Counts {
  readonly report: SystemReport;
  readonly environments: readonly EnvironmentCensus[];
}

export async function readCounts(): Promise<Counts> {
  const [report, { functions }] = await Promise.all([
    engine<SystemReport>('system'),
    engine<{ functions: EnvironmentCensus[] }>('environments'),
  ]);
  return { report, environments: functions };
}

function nameOf(functionArn: string): string[] {
  const name = functionArn.split(':')[6];
  return name ? [name] : [];
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
