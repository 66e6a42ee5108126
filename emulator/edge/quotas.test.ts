import { describe, expect, test } from '@jest/globals';
import { TestClock } from '../store/clock.ts';
import { createQuotas } from './quotas.ts';

function account() {
  const clock = new TestClock();
  const quotas = createQuotas(clock);
  const refused = (operation: string, input: object = {}, service = 'apigateway') => {
    try {
      quotas.spend(service, operation, input);
      return false;
    } catch (error) {
      expect(error).toMatchObject({
        code: 'TooManyRequestsException',
        message: 'Too Many Requests',
        status: 429,
      });
      return true;
    }
  };
  return { clock, quotas, refused };
}

const regional = { endpointConfiguration: { types: ['REGIONAL'] } };

describe('has the fixed quotas of the developer guide', () => {
  test.each([
    ['CreateRestApi', regional, 1, 3000],
    ['CreateRestApi', {}, 1, 30_000],
    ['DeleteRestApi', {}, 1, 30_000],
    ['CreateDeployment', {}, 1, 5000],
    ['UpdateAccount', {}, 1, 20_000],
    ['CreateResource', {}, 5, 200],
    ['DeleteResource', {}, 5, 200],
    ['GetResources', {}, 5, 400],
  ])('%s %j: %d at once, then one in %d ms', (operation, input, atOnce, everyMs) => {
    const { clock, refused } = account();
    for (let call = 0; call < atOnce; call += 1) expect(refused(operation, input)).toBe(false);
    for (let round = 0; round < 3; round += 1) {
      clock.advance(everyMs - 1);
      expect(refused(operation, input)).toBe(true);
      clock.advance(1);
      expect(refused(operation, input)).toBe(false);
    }
  });
});

test('allows 40 calls at once, then ten a second, counting HTTP APIs and no other service', () => {
  const { clock, refused } = account();
  for (let call = 0; call < 20; call += 1) {
    expect(refused('GetRestApi')).toBe(false);
    expect(refused('GetApis', {}, 'apigatewayv2')).toBe(false);
  }
  expect(refused('GetRestApi')).toBe(true);
  expect(refused('GetApis', {}, 'apigatewayv2')).toBe(true);
  expect(refused('GetFunction', {}, 'lambda')).toBe(false);
  clock.advance(1000);
  for (let call = 0; call < 10; call += 1) expect(refused('GetRestApi')).toBe(false);
  expect(refused('GetRestApi')).toBe(true);
  clock.advance(3_600_000);
  for (let call = 0; call < 40; call += 1) expect(refused('GetRestApi')).toBe(false);
  expect(refused('GetRestApi')).toBe(true);
});

test('counts no rejected call, and starts a new account with full buckets', () => {
  const { clock, quotas, refused } = account();
  expect(refused('DeleteRestApi')).toBe(false);
  for (let call = 0; call < 100; call += 1) expect(refused('DeleteRestApi')).toBe(true);
  expect(refused('GetRestApi')).toBe(false);
  clock.advance(30_000);
  expect(refused('DeleteRestApi')).toBe(false);
  quotas.refill();
  expect(refused('DeleteRestApi')).toBe(false);
});
