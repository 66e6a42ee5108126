import { expect, test } from '@jest/globals';
import { readSettings } from './settings.ts';

test('has defaults', () => {
  expect(readSettings({}, '/project')).toMatchObject({
    stateDir: '/project/.stack',
    stateDirName: '.stack',
    port: 4566,
    originPort: 3000,
  });
});

test('gives child processes nothing that could lead to a real account, and no ports', () => {
  const env = {
    PATH: '/bin',
    STAGE: 'dev',
    AWS_REGION: 'eu-west-1',
    AWS_PROFILE: 'production',
    AWS_ACCESS_KEY_ID: 'AKIA',
    AWS_ENDPOINT_URL: 'https://example.com',
    PORT: '1',
    ORIGIN_PORT: '2',
    NODE_OPTIONS: '--inspect',
    LOCALSTACK_AUTH_TOKEN: 'ls-token',
  };
  expect(readSettings(env, '/project').localStackToken).toBe('ls-token');
  expect(readSettings(env, '/project').childEnv).toEqual({
    PATH: '/bin',
    STAGE: 'dev',
    AWS_REGION: 'eu-west-1',
  });
});

test.each([
  [{ PORT: 'http' }, 'PORT is "http": give a port'],
  [{ PORT: '65536' }, 'PORT is "65536": give a port'],
  [{ ORIGIN_PORT: '-1' }, 'ORIGIN_PORT is "-1": give a port'],
  [{ PORT: '3000' }, 'PORT and ORIGIN_PORT are both 3000: give them two different ports.'],
])('rejects %j in one sentence', (env, sentence) => {
  expect(() => readSettings(env, '/project')).toThrow(sentence);
});

test('takes two zeros as two spare ports', () => {
  expect(readSettings({ PORT: '0', ORIGIN_PORT: '0' }, '/project')).toMatchObject({ port: 0, originPort: 0 });
});
