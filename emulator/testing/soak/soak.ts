import { join } from 'node:path';
import { type EngineProcess, spawnEngine } from '../engine-process.ts';
import type { Act } from './act.ts';
import { apiActs } from './acts/apis.ts';
import { cognitoActs } from './acts/cognito.ts';
import { dynamoDbActs } from './acts/dynamodb.ts';
import { functionActs } from './acts/functions.ts';
import { rightsAndLogsActs } from './acts/rights-and-logs.ts';
import { type Caller, createCaller, ok, okText } from './caller.ts';
import { filedByFolder, keptByStore } from './kept-bytes.ts';
import { makeScene, type Scene } from './scene.ts';

/** So many clients send at once. */
const CLIENTS = 8;
/** As many as `control/call-record.ts` keeps. */
const RECORDED_CALLS = 16_384;
/** The engine's memory is asked for after a garbage collection. */
const MEASURED = ['--expose-gc', '--import', new URL('./measured.mjs', import.meta.url).href];

/** How things are after so many requests. */
export interface Row {
  readonly requests: number;
  readonly seconds: number;
  /** Requests a second since the row before. */
  readonly rate: number;
  /** Heap and buffers after a garbage collection, and all of the process, in bytes. */
  readonly inUse: number;
  readonly resident: number;
  /** What each store keeps, in bytes. */
  readonly kept: Readonly<Record<string, number>>;
  /** What the state folder's own folders hold, in bytes; `journal` is what the stores are in. */
  readonly filed: Readonly<Record<string, number>>;
  /** The answers that were not AWS's so far, at most some of them in words. */
  readonly wrong: readonly string[];
}

export interface SoakOptions {
  readonly stateDir: string;
  readonly requests: number;
  /** After so many requests there is a row. */
  readonly every: number;
  /** Empties before each row what has a bound of its own and reaches it too late for a short run: traces, lines and messages. */
  readonly empties?: boolean;
  onRow?(row: Row): void;
}

/** Sends so many mixed requests to an engine with a state folder, and returns its rows. The first is from before all of them. */
export async function soak({
  stateDir,
  requests,
  every,
  empties = false,
  onRow,
}: SoakOptions): Promise<Row[]> {
  await using engine = await spawnEngine({ STATE_DIR: stateDir }, { nodeOptions: MEASURED });
  await using caller = createCaller(engine.endpoint, CLIENTS);
  const wrong: string[] = [];
  const scene = await makeScene(engine.endpoint);
  const clients = await makeClients(scene, caller);
  await fillRecordOfCalls(caller);
  const rows: Row[] = [];
  const began = performance.now();

  async function addRow(): Promise<void> {
    const [before] = rows.slice(-1);
    const seconds = (performance.now() - began) / 1000;
    if (empties) await empty(caller, scene);
    const row = {
      requests: caller.sent,
      seconds,
      rate: before ? (caller.sent - before.requests) / (seconds - before.seconds) : 0,
      ...(await memoryOf(engine)),
      kept: await keptByStore(join(stateDir, 'journal')),
      filed: await filedByFolder(stateDir),
      wrong: [...wrong],
    };
    rows.push(row);
    onRow?.(row);
  }

  await addRow();
  const first = caller.sent;
  for (let until = every; until <= requests; until += every) {
    await Promise.all(clients.map((acts) => actUntil(acts, () => caller.sent - first >= until, wrong)));
    await addRow();
  }
  const complaints = engine.complaints();
  if (complaints !== '') throw new Error(`The engine complained: ${complaints.slice(0, 2_000)}`);
  return rows;
}

/** The engine remembers its last calls: what has not reached its bound would look like a leak. */
async function fillRecordOfCalls(caller: Caller): Promise<void> {
  let left = RECORDED_CALLS;
  const ask = async () => {
    for (; left > 0; left -= 1) await okText(caller.query('sts', { Action: 'GetCallerIdentity' }));
  };
  await Promise.all(Array.from({ length: CLIENTS }, ask));
}

async function empty(caller: Caller, { logGroup, functionName }: Scene): Promise<void> {
  for (const logGroupName of [logGroup, `/aws/lambda/${functionName}`]) {
    const call = (operation: string) => caller.json('logs', operation, { logGroupName });
    const { status } = await call('DeleteLogGroup');
    if (status === 200) await ok(call('CreateLogGroup'));
  }
  for (const path of ['/_gatehouse/traces', '/_gatehouse/inbox']) await okText(caller.open('DELETE', path));
}

async function makeClients(scene: Scene, caller: Caller): Promise<(() => Act)[]> {
  return Promise.all(
    Array.from({ length: CLIENTS }, async (_, number) => {
      const pick = chance(number + 1);
      const client = { number, caller, scene, pick };
      const acts = [
        ...(await cognitoActs(client)),
        ...dynamoDbActs(client),
        ...functionActs(client),
        ...apiActs(client),
        ...rightsAndLogsActs(client),
      ];
      const all = acts.reduce((sum, { share }) => sum + share, 0);
      return () => {
        let left = (pick(1_000_000) / 1_000_000) * all;
        const chosen = acts.find(({ share }) => {
          left -= share;
          return left < 0;
        });
        return chosen ?? (acts[0] as Act);
      };
    }),
  );
}

async function actUntil(next: () => Act, isEnough: () => boolean, wrong: string[]): Promise<void> {
  while (!isEnough()) {
    const act = next();
    try {
      await act.run();
    } catch (error) {
      wrong.push(`${act.name}: ${(error as Error).message}`);
      if (wrong.length > 100) throw error;
    }
  }
}

async function memoryOf(engine: EngineProcess): Promise<{ inUse: number; resident: number }> {
  const { inUse, rss } = (await engine.ask('memory')) as { inUse: number; rss: number };
  return { inUse, resident: rss };
}

/** Numbers without order, the same ones for the same seed (a linear congruential generator, as in POSIX's `drand48`). */
function chance(seed: number): (below: number) => number {
  let state = (BigInt(seed) << 16n) | 0x330en;
  return (below) => {
    state = (state * 0x5deece66dn + 0xbn) & 0xffffffffffffn;
    return Number((state * BigInt(below)) >> 48n);
  };
}
