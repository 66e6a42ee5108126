import { expect, test } from '@jest/globals';
import { runAgainst } from '../testing/run-against.ts';
import { UncertainError } from './calls.ts';
import { createOrFind } from './create.ts';
import type { Kind } from './kind.ts';

/** Things whose names are not unique, in an account whose list lags by so many looks. */
function things(options: { lag?: number; fates: ('made' | 'lost' | 'unsent' | 'refused')[] }) {
  const { fates } = options;
  let lag = options.lag ?? 0;
  const made: string[] = [];
  const kind: Kind<string, string, string> = {
    type: 'thing',
    namesRepeat: true,
    name: (props) => props,
    identity: (props) => [props],
    observe: async () => (made.length > 0 && lag-- <= 0 ? made[0] : undefined),
    wanted: () => ({}),
    found: () => ({}),
    predict: (props) => props,
    outputs: (state) => state,
    async create() {
      const fate = fates.shift();
      if (fate === 'refused') throw Object.assign(new Error('No.'), { name: 'InvalidParameterException' });
      if (fate === 'unsent') throw new UncertainError('lost before');
      made.push(`thing-${made.length + 1}`);
      if (fate === 'lost') throw new UncertainError('lost after');
      return made[made.length - 1] ?? '';
    },
    remove: async () => undefined,
    permissions: () => [],
  };
  return { kind, made };
}

test('finds what was made when the answer was lost, however late the list shows it', async () => {
  using account = runAgainst('http://127.0.0.1:9');
  const { kind, made } = things({ fates: ['lost'], lag: 5 });
  expect(await createOrFind(kind, 'a', account.run)).toEqual({ state: 'thing-1', metExisting: true });
  expect(made).toHaveLength(1);
});

test('resends a create that never arrived, once it is sure that nothing is there', async () => {
  using account = runAgainst('http://127.0.0.1:9');
  const { kind, made } = things({ fates: ['unsent', 'made'] });
  expect(await createOrFind(kind, 'a', account.run)).toEqual({ state: 'thing-1', metExisting: false });
  expect(made).toHaveLength(1);
});

test('makes no second one after a killed run, although the list does not show the first yet', async () => {
  using account = runAgainst('http://127.0.0.1:9');
  const { kind, made } = things({ fates: ['made'], lag: 4 });
  await createOrFind(kind, 'a', account.run);
  expect(await createOrFind(kind, 'a', account.run)).toEqual({ state: 'thing-1', metExisting: true });
  expect(made).toHaveLength(1);
});

test('leaves no trace of a rejected create: the next run does not wait for it', async () => {
  using account = runAgainst('http://127.0.0.1:9');
  const { kind } = things({ fates: ['refused', 'made'] });
  await expect(createOrFind(kind, 'a', account.run)).rejects.toThrow('No.');
  const before = account.run.clock.now();
  await createOrFind(kind, 'a', account.run);
  expect(account.run.clock.now() - before).toBeLessThan(1_000);
});

test('looks again in the next run when the answer and the look for it both failed', async () => {
  using account = runAgainst('http://127.0.0.1:9');
  const { kind, made } = things({ fates: ['lost', 'made'], lag: 4 });
  let looks = 0;
  const observe = async (props: string, run: typeof account.run) => {
    looks += 1;
    if (looks === 1) throw new Error('The list failed.');
    return kind.observe(props, run);
  };
  await expect(createOrFind({ ...kind, observe }, 'a', account.run)).rejects.toThrow('The list failed.');
  expect(await createOrFind({ ...kind, observe }, 'a', account.run)).toMatchObject({ state: 'thing-1' });
  expect(made).toHaveLength(1);
});

test('ends when every answer is lost and nothing is ever there', async () => {
  using account = runAgainst('http://127.0.0.1:9');
  const { kind } = things({ fates: Array.from({ length: 9 }, () => 'unsent' as const) });
  await expect(createOrFind(kind, 'a', account.run)).rejects.toThrow('lost before');
});
