import { expect, test } from '@jest/globals';
import { readConfig } from './config.ts';

const AWS = { TARGET: 'aws', AWS_REGION: 'eu-central-1', ORIGIN_URL: 'https://origin.example.com' };

test('defaults to the embedded engine on this machine, with fake credentials', () => {
  const config = readConfig({}, '/project');
  expect(config).toMatchObject({
    target: 'embedded',
    app: 'gatehouse',
    stage: 'dev',
    region: 'us-east-1',
    endpoint: 'http://127.0.0.1:4566',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    stateDir: '/project/.stack',
    tableName: 'user',
    originUrl: 'http://127.0.0.1:3000',
    protectData: false,
    confirm: false,
  });
  expect(Object.isFrozen(config)).toBe(true);
});

test('moves ports and folders', () => {
  const config = readConfig({ PORT: '4600', ORIGIN_PORT: '3100', STATE_DIR: 'other' }, '/project');
  expect([config.endpoint, config.originUrl, config.stateDir]).toEqual([
    'http://127.0.0.1:4600',
    'http://127.0.0.1:3100',
    '/project/other',
  ]);
});

test('gives another stage its own table, unless TABLE_NAME is set', () => {
  expect(readConfig({ STAGE: 'blue' }, '/').tableName).toBe('user-blue');
  expect(readConfig({ STAGE: 'blue', TABLE_NAME: 'people' }, '/').tableName).toBe('people');
});

test('never uses the environment’s credentials and profiles for local targets', () => {
  const env = { AWS_ACCESS_KEY_ID: 'AKIAREAL', AWS_SECRET_ACCESS_KEY: 'real', AWS_PROFILE: 'production' };
  for (const TARGET of ['embedded', 'localstack']) {
    expect(readConfig({ ...env, TARGET }, '/').credentials).toEqual({
      accessKeyId: 'test',
      secretAccessKey: 'test',
    });
  }
});

test('uses no endpoint and no credentials of ours for an account, protects data and asks', () => {
  expect(readConfig(AWS, '/')).toMatchObject({
    endpoint: undefined,
    credentials: undefined,
    region: 'eu-central-1',
    protectData: true,
    confirm: true,
  });
});

test('deploys the source server as a function in an account without an address, and asks for it elsewhere', () => {
  expect(readConfig({ ...AWS, ORIGIN_URL: '' }, '/').originUrl).toBeUndefined();
  expect(readConfig({ ORIGIN: 'lambda' }, '/').originUrl).toBeUndefined();
  expect(readConfig(AWS, '/').originUrl).toBe('https://origin.example.com');
});

test.each<[string, Record<string, string>, RegExp]>([
  ['an unknown target', { TARGET: 'azure' }, /^TARGET is "azure": give one of embedded, localstack, aws\.$/],
  ['illegal characters in a stage', { STAGE: 'Dev/1' }, /^STAGE is "Dev\/1"/],
  ['a stage that is too long', { STAGE: 'a'.repeat(21) }, /^STAGE is /],
  ['a port that is none', { PORT: '70000' }, /^PORT is "70000"/],
  ['a port that is no number', { PORT: '0x10' }, /^PORT is "0x10"/],
  ['an origin that is no address', { ORIGIN_URL: 'origin' }, /^ORIGIN_URL is "origin"/],
  ['an origin of another scheme', { ORIGIN_URL: 'ftp://origin.example.com' }, /^ORIGIN_URL is "ftp/],
  ['an origin with a query', { ORIGIN_URL: 'http://origin/?a=b' }, /^ORIGIN_URL carries a query/],
  ['an origin a real account cannot reach', { ...AWS, ORIGIN_URL: 'http://localhost:3000' }, /cannot reach/],
  [
    'an origin that would hear the secret in the clear',
    { ...AWS, ORIGIN_URL: 'http://a.example.com' },
    /give https/,
  ],
  [
    'an origin both given and made',
    { ORIGIN: 'lambda', ORIGIN_URL: 'https://a.example.com' },
    /^ORIGIN=lambda makes/,
  ],
  ['a real account without a region', { ...AWS, AWS_REGION: '' }, /^AWS_REGION is not set/],
  ['a region that is none', { AWS_REGION: 'europe' }, /^AWS_REGION is "europe"/],
  [
    'a real account with an endpoint',
    { ...AWS, AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' },
    /^AWS_ENDPOINT_URL is set/,
  ],
  [
    'a real account with an endpoint of one service',
    { ...AWS, AWS_ENDPOINT_URL_IAM: 'http://x' },
    /^AWS_ENDPOINT_URL_IAM is/,
  ],
  [
    'one service elsewhere',
    { AWS_ENDPOINT_URL_DYNAMODB: 'https://dynamodb.us-east-1.amazonaws.com' },
    /^AWS_ENDPOINT_URL_DYN/,
  ],
  [
    'a local target that is not local',
    { AWS_ENDPOINT_URL: 'https://iam.amazonaws.com' },
    /only ever talks to loopback/,
  ],
  ['an unknown kind of API', { API: 'soap' }, /^API is "soap": give one of rest, http, both\.$/],
  ['a TTL beyond an hour', { AUTHORIZER_TTL: '3601' }, /^AUTHORIZER_TTL is "3601"/],
  [
    'a language that there is not',
    { LAMBDA_LANGUAGE: 'cobol' },
    /^LAMBDA_LANGUAGE is "cobol": give one of nodejs, python\.$/,
  ],
  ['a retention that AWS has not', { LOG_RETENTION_DAYS: '8' }, /^LOG_RETENTION_DAYS is 8/],
  ['an account that is none', { EXPECTED_ACCOUNT: '123' }, /^EXPECTED_ACCOUNT is "123"/],
  ['a secret that would end its quotes', { ORIGIN_SECRET: "'aaaaaaaaaaaaaaaaaaaa" }, /^ORIGIN_SECRET is/],
])('rejects %s in a sentence', (_what, env, message) => {
  expect(() => readConfig(env, '/')).toThrow(message);
});
