import { createClients } from '../clients.ts';
import type { Call } from '../reconcile/calls.ts';
import type { Intents } from '../reconcile/intents.ts';
import { silence } from '../reconcile/progress.ts';
import { type Run, SharedReads } from '../reconcile/run.ts';
import { hurriedClock } from './stack-under-test.ts';

/** The means of a run against an endpoint, with what it sends. */
export interface TestRun extends Disposable {
  readonly run: Run;
  /** Every attempt of a call; a test may empty it. */
  readonly calls: Call[];
}

/** A run in the local account, for resources that a test declares. */
export function runAgainst(endpoint: string, options: { adopt?: boolean; stage?: string } = {}): TestRun {
  const calls: Call[] = [];
  const clock = hurriedClock();
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const clients = createClients(
    { endpoint, region: 'us-east-1', credentials },
    { clock, progress: silence, random: () => 0.5, onCall: (call) => calls.push(call) },
  );
  const { adopt = false, stage = 'test' } = options;
  const scope = { app: 'gatehouse', stage, partition: 'aws', region: 'us-east-1', accountId: '000000000000' };
  return {
    calls,
    run: {
      scope,
      clients,
      clock,
      progress: silence,
      adopt,
      hints: {},
      reads: new SharedReads(),
      intents: noted(),
    },
    [Symbol.dispose]: () => clients.destroy(),
  };
}

/** Notes that last as long as the test. */
function noted(): Intents {
  const notes = new Map<string, number>();
  return {
    note: async (what) => void notes.set(what, Date.now()),
    settle: async (what) => void notes.delete(what),
    clear: async () => notes.clear(),
    age: async (what) => {
      const at = notes.get(what);
      return at === undefined ? undefined : Date.now() - at;
    },
  };
}
