import { beforeEach, expect, test } from '@jest/globals';
import type { FunctionRecord } from '../state/records.ts';
import { type Concurrency, createConcurrency } from './concurrency.ts';

const refused = (Reason: string) =>
  expect.objectContaining({
    code: 'TooManyRequestsException',
    message: 'Rate Exceeded.',
    members: { Reason },
  });
const ACCOUNT = refused('ConcurrentInvocationLimitExceeded');
const FUNCTION = refused('ReservedFunctionConcurrentInvocationLimitExceeded');

let concurrency: Concurrency;
beforeEach(() => {
  const functions = { own: { name: 'own', reserved: 2 } as FunctionRecord };
  concurrency = createConcurrency({ state: { functions, events: {} } }, 5);
});

const caught = (name: string) => {
  try {
    return concurrency.enter(name);
  } catch (error) {
    return error;
  }
};

test('shares the account’s unreserved concurrency among functions', () => {
  const leave = concurrency.enter('a');
  concurrency.enter('a');
  concurrency.enter('b');
  expect(caught('a')).toEqual(ACCOUNT);
  expect(caught('c')).toEqual(ACCOUNT);
  leave();
  concurrency.enter('c');
  expect(caught('c')).toEqual(ACCOUNT);
});

test('gives a function its reservation, and no more', () => {
  for (const name of ['a', 'a', 'a', 'own']) concurrency.enter(name);
  const leave = concurrency.enter('own');
  expect(caught('own')).toEqual(FUNCTION);
  leave();
  concurrency.enter('own');
  expect(caught('own')).toEqual(FUNCTION);
});
