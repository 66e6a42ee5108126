import { Pool } from 'undici';
import { type CallKind, dynamoDbCalls } from '../dynamodb-calls.ts';
import { type EngineProcess, engineProcess } from '../engine-process.ts';
import { type Figure, quantile, timed } from '../figure.ts';
import { processorTime } from '../processor-time.ts';
import { send } from '../signed-call.ts';

const CALLERS = [1, 16];

/**
 * What calls of one kind cost an engine, in milliseconds a call: the median of the rounds for the time on the wall, and the least of them
 * for the processor's, to which other work on the machine only adds.
 */
export interface CallCost {
  readonly name: string;
  readonly callers: number;
  readonly wallMs: number;
  readonly processorMs: number;
}

/** DynamoDB's calls over the wire, and the engine's own processor time for each. */
export async function dynamodb(): Promise<Figure[]> {
  const [costs = []] = await callCosts(['build/engine.mjs'], 5);
  return costs.flatMap(({ name, callers, wallMs, processorMs }): Figure[] => {
    const what = `DynamoDB ${name}, ${callers === 1 ? '1 caller' : `${callers} callers`}`;
    return [
      { name: `${what}, a call`, value: wallMs, unit: 'ms' },
      { name: `${what}, the engine's processor time`, value: processorMs * 1000, unit: 'µs' },
    ];
  });
}

/** An engine that is measured. */
interface Subject {
  readonly engine: EngineProcess;
  readonly pool: Pool;
  readonly kinds: CallKind[];
  readonly costs: CallCost[];
}

/** Measures built engines beside each other: in each round, each kind of call is sent to one engine and then to the next. */
export async function callCosts(programs: readonly string[], rounds: number): Promise<CallCost[][]> {
  const subjects: Subject[] = [];
  try {
    for (const program of programs) {
      const engine = await engineProcess(program);
      const pool = new Pool(engine.url, { connections: 16 });
      const subject: Subject = { engine, pool, kinds: [], costs: [] };
      subjects.push(subject);
      subject.kinds.push(...(await dynamoDbCalls(pool, new URL(engine.url).host)));
    }
    const count = subjects[0]?.kinds.length ?? 0;
    for (let index = 0; index < count; index += 1)
      for (const callers of CALLERS) await beside(subjects, index, callers, rounds);
    return subjects.map(({ costs }) => costs);
  } finally {
    for (const { engine, pool } of subjects) {
      await pool.close();
      await engine[Symbol.asyncDispose]();
    }
  }
}

async function beside(
  subjects: readonly Subject[],
  index: number,
  callers: number,
  rounds: number,
): Promise<void> {
  const samples = subjects.map(() => ({ wall: [] as number[], processor: [] as number[] }));
  // The first round is for warming up.
  for (let round = -1; round < rounds; round += 1)
    for (const [which, { engine, pool, kinds }] of subjects.entries()) {
      const kind = kinds[index];
      if (!kind) continue;
      const cost = await oneRound(engine, pool, kind, callers);
      if (round < 0) continue;
      samples[which]?.wall.push(cost.wall);
      samples[which]?.processor.push(cost.processor);
    }
  for (const [which, { kinds, costs }] of subjects.entries())
    costs.push({
      name: kinds[index]?.name ?? '',
      callers,
      wallMs: quantile(samples[which]?.wall ?? [], 0.5),
      processorMs: Math.min(...(samples[which]?.processor ?? [])),
    });
}

async function oneRound(
  { pid }: EngineProcess,
  pool: Pool,
  { calls, round }: CallKind,
  callers: number,
): Promise<{ wall: number; processor: number }> {
  let next = 0;
  const caller = async () => {
    while (next < round) {
      const call = calls[next % calls.length];
      next += 1;
      if (call) await send(pool, call);
    }
  };
  let wall = 0;
  const { engine } = await processorTime(pid, async () => {
    wall = await timed(() => Promise.all(Array.from({ length: callers }, caller)));
  });
  return { wall: (wall * callers) / round, processor: engine / round };
}
