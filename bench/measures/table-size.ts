import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'undici';
import { DYNAMODB } from '../dynamodb-calls.ts';
import { type EngineProcess, engineProcess } from '../engine-process.ts';
import { type Figure, quantile, timed } from '../figure.ts';
import { fillTable, IN_PARTITION, itemAt } from '../filled-table.ts';
import { processorTime } from '../processor-time.ts';
import { ownMiB, residentMiB } from '../resident.ts';
import { send, signed } from '../signed-call.ts';

const [ROUNDS, CALLS] = [15, 100];
const PROGRAM = 'build/engine.mjs';

/** An engine with one table of so many items. */
interface Sized {
  readonly items: number;
  readonly engine: EngineProcess;
  readonly query: () => Promise<unknown>;
  readonly scan: () => Promise<number>;
}

/** Query, start and memory of an engine whose table has a million items, beside one with a thousand. */
export async function tableSize(many = 1_000_000): Promise<Figure[]> {
  const root = await mkdtemp(join(tmpdir(), 'gatehouse-bench-'));
  const open: Sized[] = [];
  try {
    for (const items of [1_000, many]) open.push(await sized(join(root, String(items)), items));
    const samples = open.map(() => ({ wall: [] as number[], processor: [] as number[] }));
    for (let round = -2; round < ROUNDS; round += 1)
      for (const [which, { engine, query }] of open.entries()) {
        let wall = 0;
        const { engine: processor } = await processorTime(engine.pid, async () => {
          wall = await timed(async () => {
            for (let call = 0; call < CALLS; call += 1) await query();
          });
        });
        if (round < 0) continue;
        samples[which]?.wall.push(wall / CALLS);
        samples[which]?.processor.push(processor / CALLS);
      }
    const figures: Figure[] = [];
    for (const [which, { items, engine, scan }] of open.entries()) {
      const { wall = [], processor = [] } = samples[which] ?? {};
      const [before, own] = [await residentMiB(engine.pid), await ownMiB(engine.pid)];
      const scanned = await timed(scan);
      figures.push(
        {
          name: `engine with ${items} items, start to healthy`,
          value: engine.startMs,
          unit: 'ms',
          reach: '≤ 1,000 ms',
        },
        { name: `Query of 100 of ${items}, median`, value: quantile(wall, 0.5), unit: 'ms' },
        {
          name: `Query of 100 of ${items}, processor time`,
          value: quantile(processor, 0.5) * 1000,
          unit: 'µs',
        },
        { name: `engine with ${items} items, resident after queries`, value: before, unit: 'MiB' },
        { name: `engine with ${items} items, of that not mapped files`, value: own, unit: 'MiB' },
        { name: `Scan of ${items}, whole`, value: scanned, unit: 'ms' },
        {
          name: `engine with ${items} items, resident after a whole Scan`,
          value: await residentMiB(engine.pid),
          unit: 'MiB',
        },
        {
          name: `engine with ${items} items, of that not mapped files, after a whole Scan`,
          value: await ownMiB(engine.pid),
          unit: 'MiB',
        },
      );
    }
    return figures;
  } finally {
    for (const { engine } of open) await engine[Symbol.asyncDispose]();
    await rm(root, { recursive: true, force: true });
  }
}

async function sized(stateDir: string, items: number): Promise<Sized> {
  {
    await using maker = await engineProcess(PROGRAM, { stateDir });
    await using pool = poolOf(maker);
    await pool.call('CreateTable', {
      TableName: 'sized',
      KeySchema: [
        { AttributeName: 'p', KeyType: 'HASH' },
        { AttributeName: 's', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'p', AttributeType: 'S' },
        { AttributeName: 's', AttributeType: 'N' },
      ],
      BillingMode: 'PAY_PER_REQUEST',
    });
  }
  await fillTable(stateDir, 'sized', items);
  const engine = await engineProcess(PROGRAM, { stateDir });
  const { call } = poolOf(engine);
  let next = 0;
  return {
    items,
    engine,
    async query() {
      // Another partition each time, all over the table.
      next += 7919 * IN_PARTITION;
      const answer = await call('Query', {
        TableName: 'sized',
        KeyConditionExpression: 'p = :p',
        ExpressionAttributeValues: { ':p': itemAt(next % items).p },
      });
      if (!answer.includes(`"Count":${IN_PARTITION},`))
        throw new Error(`Query answered ${answer.slice(0, 200)}`);
    },
    async scan() {
      let count = 0;
      let ExclusiveStartKey: object | undefined;
      do {
        const answer = JSON.parse(await call('Scan', { TableName: 'sized', ExclusiveStartKey }));
        count += answer.Count;
        ExclusiveStartKey = answer.LastEvaluatedKey;
      } while (ExclusiveStartKey);
      if (count !== items) throw new Error(`Scan found ${count} of ${items} items.`);
      return count;
    },
  };
}

function poolOf({ url }: EngineProcess) {
  const pool = new Pool(url, { connections: 1 });
  return {
    call: (operation: string, input: object) =>
      send(pool, signed(new URL(url).host, DYNAMODB, operation, input)),
    [Symbol.asyncDispose]: () => pool.close(),
  };
}
