import { expect, test } from '@jest/globals';
import { defaultConfig, readConfig } from './config.ts';
import { fast } from './control/realism/realism.ts';

test('without settings: fast, no faults, the system’s clock', () => {
  const config = readConfig({});
  expect(config).toEqual({ ...defaultConfig, port: 4566 });
  expect(config.realism).toBe(config.realism);
  expect(config.realism).toEqual(fast);
  expect(Object.values(fast).every((value) => !value)).toBe(true);
  expect(Object.isFrozen(config) && Object.isFrozen(config.realism)).toBe(true);
});

test('REALISM=aws turns everything on; each behaviour can be set, timed and turned off by itself', () => {
  const whole = readConfig({ REALISM: 'aws' }).realism;
  expect(Object.values(whole).every((value) => value === true || Number(value) > 0)).toBe(true);
  expect(readConfig({ REALISM: 'role-delay,quotas' }).realism).toEqual({
    ...fast,
    roleDelayMs: whole.roleDelayMs,
    quotas: true,
  });
  expect(readConfig({ REALISM: 'aws, quotas=off, table-states=50, list-lag=off' }).realism).toEqual({
    ...whole,
    quotas: false,
    tableStatesMs: 50,
    listLagMs: 0,
  });
});

test.each([
  ['REALISM', 'real', 'REALISM has "real": give aws, or some of role-delay, '],
  ['REALISM', 'role-delay=soon', 'REALISM has "role-delay=soon": give whole milliseconds, at most 3600000.'],
  ['REALISM', 'iam-lag=3600001', 'REALISM has "iam-lag=3600001": give whole milliseconds'],
  ['REALISM', 'quotas=5', 'REALISM has "quotas=5": quotas takes no time, only =off.'],
  ['REALISM', 'constructor', 'REALISM has "constructor": give aws, or some of '],
  ['FAULTS', '{', 'FAULTS is not JSON: '],
  ['FAULTS', '{"service":"s4","drop":"after"}', 'FAULTS: service: give * or one of '],
  ['LAMBDA_CPU', 'much', 'LAMBDA_CPU is "much": give machine, aws, cgroup or signals.'],
  ['CLOCK', 'slow', 'CLOCK is "slow": give system or manual.'],
  ['PORT', '70000', 'PORT is "70000": give a whole number from 0 to 65535.'],
  ['AWS_REGION', 'moon', 'AWS_REGION is "moon": give the name of a region, such as us-east-1.'],
])('rejects %s=%s with one sentence', (name, value, message) => {
  expect(() => readConfig({ [name]: value })).toThrow(message);
});

test('reads a rule or a list from FAULTS, and stops time with CLOCK=manual', () => {
  const config = readConfig({ FAULTS: '{"service":"iam","drop":"after","nth":2}', CLOCK: 'manual' });
  expect(config.faults).toMatchObject([
    { id: 'environment-1', service: 'iam', drop: 'after', which: { nth: 2 } },
  ]);
  expect(config.manualClock).toBe(true);
});

test('accepts only an address as the upstream', () => {
  expect(readConfig({}).upstream).toBeUndefined();
  expect(readConfig({ UPSTREAM: 'http://localhost:4599/' }).upstream).toBe('http://localhost:4599');
  for (const UPSTREAM of ['localstack', 'localhost:4599', 'ftp://localhost', 'http://localhost:4599/path'])
    expect(() => readConfig({ UPSTREAM })).toThrow(
      `UPSTREAM is "${UPSTREAM}": give the address of a LocalStack, such as http://localhost:4599`,
    );
});
