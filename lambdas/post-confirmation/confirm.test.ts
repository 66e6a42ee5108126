import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { plainKey } from '../shared/credential-key.ts';
import type { LogEntry } from '../shared/log.ts';
import type { PersonRecord } from '../shared/person-record.ts';
import type { PersonWriter } from '../shared/person-store.ts';
import { readConfig } from './config.ts';
import { confirm, PUBLIC_MESSAGE } from './confirm.ts';

function event(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    version: '1',
    region: 'eu-west-1',
    userPoolId: 'eu-west-1_Abc',
    userName: 'ada',
    callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: 'client' },
    triggerSource: 'PostConfirmation_ConfirmSignUp',
    request: { userAttributes: { sub: 'sub-of-ada', email: 'ada@example.com', email_verified: 'true' } },
    response: {},
    ...changes,
  };
}

function setUp(insert: PersonWriter['insertPerson'] = async () => 'stored') {
  const records: PersonRecord[] = [];
  const logged: LogEntry[] = [];
  const store: PersonWriter = {
    insertPerson: (record) => {
      records.push(record);
      return insert(record);
    },
    hasGuard: async () => false,
  };
  const deps = {
    store,
    clock: () => new Date('2026-03-04T05:06:07Z'),
    random: randomBytes,
    keyOf: plainKey,
    pause: async () => {},
    log: (entry: LogEntry) => void logged.push(entry),
  };
  return { deps, records, logged };
}

test('stores a confirmed sign-up, returns the event, and logs one line with who and what', async () => {
  const { deps, records, logged } = setUp();
  const given = event();
  const before = structuredClone(given);
  expect(await confirm(deps, given, 'request-1')).toBe(given);
  expect(given).toEqual(before);
  expect(records).toEqual([
    {
      authentication: expect.any(String),
      userPoolId: 'eu-west-1_Abc',
      username: 'ada',
      sub: 'sub-of-ada',
      email: 'ada@example.com',
      active: true,
      createdAt: '2026-03-04T05:06:07.000Z',
    },
  ]);
  expect(logged).toEqual([
    {
      level: 'info',
      message: 'stored the person and their credential',
      outcome: 'stored',
      requestId: 'request-1',
      username: 'ada',
      sub: 'sub-of-ada',
    },
  ]);
  const token = records[0]?.authentication ?? '';
  const password = Buffer.from(token, 'base64').toString().split(':')[1] ?? '';
  expect(JSON.stringify(logged)).not.toContain(token);
  expect(JSON.stringify(logged)).not.toContain(password);
});

test('succeeds on a second delivery and says so', async () => {
  const { deps, logged } = setUp(async () => 'exists');
  const given = event();
  expect(await confirm(deps, given, 'request-2')).toBe(given);
  expect(logged).toEqual([expect.objectContaining({ message: 'already stored', outcome: 'already-stored' })]);
});

test.each([[{ sub: 's' }], [{ sub: 's', email: '' }]])(
  'finds no e-mail in the attributes %j',
  async (attributes) => {
    const { deps, records } = setUp();
    await confirm(deps, event({ request: { userAttributes: attributes } }), 'request-3');
    expect(records).toHaveLength(1);
    expect(records[0]?.email).toBeUndefined();
  },
);

test('writes nothing for a password reset', async () => {
  const { deps, records, logged } = setUp();
  const given = event({ triggerSource: 'PostConfirmation_ConfirmForgotPassword' });
  expect(await confirm(deps, given, 'request-4')).toBe(given);
  expect(records).toEqual([]);
  expect(logged).toEqual([
    expect.objectContaining({
      level: 'info',
      outcome: 'nothing-to-store',
      username: 'ada',
      sub: 'sub-of-ada',
    }),
  ]);
});

test.each([
  ['nothing', null, 'no object'],
  ['text', 'event', 'no object'],
  ['no trigger source', event({ triggerSource: undefined }), 'triggerSource'],
  ['no user name', event({ userName: '' }), 'userName'],
  ['no pool', event({ userPoolId: 7 }), 'userPoolId'],
  ['no request', event({ request: null }), 'sub'],
  ['no sub', event({ request: { userAttributes: { email: 'ada@example.com' } } }), 'sub'],
  ['another source', event({ triggerSource: 'PreSignUp_SignUp' }), 'not one this function handles'],
])('rejects %s: generic for the user, exact in the log', async (_what, given, reason) => {
  const { deps, records, logged } = setUp();
  await expect(confirm(deps, given, 'request-5')).rejects.toMatchObject({ message: PUBLIC_MESSAGE });
  expect(records).toEqual([]);
  expect(logged).toHaveLength(1);
  expect(logged[0]).toMatchObject({ level: 'error', outcome: 'unusable-event', requestId: 'request-5' });
  expect(logged[0]?.errorMessage).toContain(reason);
  expect(JSON.stringify(logged)).not.toContain('ada@example.com');
});

test('logs an unknown trigger source', async () => {
  const { deps, logged } = setUp();
  await expect(confirm(deps, event({ triggerSource: 'PreSignUp_SignUp' }), 'r')).rejects.toThrow();
  expect(logged[0]?.triggerSource).toBe('PreSignUp_SignUp');
});

test('fails generically for the user when the store fails, with the reason as cause and in the log', async () => {
  const outage = Object.assign(new Error('Requested resource not found'), {
    name: 'ResourceNotFoundException',
  });
  const { deps, logged } = setUp(() => Promise.reject(outage));
  const thrown: unknown = await confirm(deps, event(), 'request-6').catch((error: unknown) => error);
  expect(thrown).toMatchObject({ message: PUBLIC_MESSAGE, cause: outage });
  expect(logged).toEqual([
    expect.objectContaining({
      level: 'error',
      outcome: 'failed',
      username: 'ada',
      sub: 'sub-of-ada',
      errorName: 'ResourceNotFoundException',
      errorMessage: 'Requested resource not found',
    }),
  ]);
});

test('checks the environment by name', () => {
  expect(readConfig({ TABLE_NAME: 'user' })).toEqual({ tableName: 'user', keyOf: plainKey });
  expect(() => readConfig({ TABLE_NAME: 'user', CREDENTIAL_STORAGE: 'hashed' })).toThrow('CREDENTIAL_SECRET');
  expect(() => readConfig({})).toThrow('TABLE_NAME');
});
