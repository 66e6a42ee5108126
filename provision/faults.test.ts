import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Engine, startEngine } from '../emulator/engine.ts';
import { countCalls, endure, type FaultyStack, MISHAPS, type Outcome } from './testing/fault-matrix.ts';
import { type FaultyEndpoint, startFaultyEndpoint } from './testing/faulty-endpoint.ts';
import { runAgainst, type TestRun } from './testing/run-against.ts';
import { stackUnderTest } from './testing/stack-under-test.ts';

let engine: Engine;
let endpoint: FaultyEndpoint;
let folder: string;
let past: TestRun;
let faulty: FaultyStack;

beforeAll(async () => {
  engine = await startEngine();
  endpoint = await startFaultyEndpoint(engine.endpoint);
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-'));
  past = runAgainst(engine.endpoint);
  faulty = { endpoint, aws: past.run.clients, stack: stackUnderTest(endpoint.url, folder) };
});
afterAll(async () => {
  past[Symbol.dispose]();
  await rm(folder, { recursive: true });
  await endpoint[Symbol.asyncDispose]();
  await engine[Symbol.asyncDispose]();
});

// Every seventh call with one mishap each, in turn; the benchmark goes through all of them with all.
test.each(['apply', 'destroy'] as const)(
  '%s with a call throttled, failed, lost before or after its effect, or the program killed there, is made good by itself or by the next run',
  async (phase) => {
    const calls = (await countCalls(faulty))[phase];
    expect(calls).toBeGreaterThan(30);
    const bad: Outcome[] = [];
    for (let call = 1; call <= calls; call += 7) {
      const mishap = MISHAPS[((call - 1) / 7) % MISHAPS.length] ?? 'kill';
      const outcome = await endure(faulty, phase, call, mishap);
      const expected = mishap === 'kill' ? ['first', 'second'] : ['first'];
      if (!expected.includes(outcome.converged)) bad.push(outcome);
    }
    expect(bad).toEqual([]);
  },
  180_000,
);
