import { describe, expect, test } from '@jest/globals';
import { hashedKey, plainKey } from '../shared/credential-key.ts';
import type { LogEntry } from '../shared/log.ts';
import type { StoredIdentity } from '../shared/person-store.ts';
import { authorize } from './authorize.ts';
import { type ResponseForm, readConfig } from './config.ts';
import type { Use } from './judge.ts';

const TOKEN = Buffer.from('ada:secret').toString('base64');
const HEADER = `Basic ${TOKEN}`;
const STAGE = 'arn:aws:execute-api:eu-west-1:123456789012:abcdef123/dev';
const ADA: StoredIdentity = { username: 'ada', email: 'ada@example.com', sub: 'sub-of-ada', active: true };

/** In the hour from 05:00, with a use in that hour already stored. */
const NOW = new Date('2026-03-04T05:06:07.089Z');
const HOUR = '2026-03-04T05:00:00.000Z';

function setUp(found: StoredIdentity | null | Error = ADA, responseForm: ResponseForm = 'policy') {
  const uses: Use[] = [];
  const asked: string[] = [];
  const logged: LogEntry[] = [];
  const deps = {
    store: {
      async findIdentity(credential: string) {
        asked.push(credential);
        if (found instanceof Error) throw found;
        return found ?? undefined;
      },
    },
    keyOf: plainKey,
    clock: () => NOW,
    noteUse: (use: Use) => void uses.push(use),
    responseForm,
    log: (entry: LogEntry) => void logged.push(entry),
  };
  return { asked, logged, uses, ask: (event: unknown) => authorize(deps, event, 'request-1') };
}

function tokenEvent(authorizationToken: unknown = HEADER, methodArn = `${STAGE}/GET/users/7`) {
  return { type: 'TOKEN', authorizationToken, methodArn };
}

function requestEvent(headers: unknown, multiValueHeaders?: unknown) {
  const requestContext = { requestId: 'api-1', stage: 'dev' };
  return { type: 'REQUEST', methodArn: `${STAGE}/GET/`, headers, multiValueHeaders, requestContext };
}

function http1Event(authorization: string) {
  return { ...requestEvent({ authorization }), version: '1.0', identitySource: authorization };
}

function http2Event(authorization: string, stage = '$default') {
  return {
    version: '2.0',
    type: 'REQUEST',
    routeArn: `arn:aws:execute-api:eu-west-1:123456789012:abcdef123/${stage}/GET/users`,
    identitySource: [authorization],
    headers: { authorization },
    requestContext: { requestId: 'api-2' },
  };
}

function allow(stage = STAGE) {
  return {
    principalId: 'ada',
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: `${stage}/*` }],
    },
    context: { username: 'ada', email: 'ada@example.com', sub: 'sub-of-ada' },
  };
}

/** What a REST API also gets: whose API key the request counts for. */
const KEY = { usageIdentifierKey: 'sub-of-ada' };

function deny(stage = STAGE) {
  return {
    principalId: 'anonymous',
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Deny', Action: 'execute-api:Invoke', Resource: `${stage}/*` }],
    },
  };
}

const DEFAULT_STAGE = 'arn:aws:execute-api:eu-west-1:123456789012:abcdef123/$default';

describe('accepts a good credential', () => {
  test.each([
    ['REST TOKEN', tokenEvent(), { ...allow(), ...KEY }],
    [
      'REST REQUEST',
      requestEvent({ Authorization: HEADER }, { Authorization: [HEADER] }),
      { ...allow(), ...KEY },
    ],
    ['REST REQUEST in lower case', requestEvent({ authorization: HEADER }), { ...allow(), ...KEY }],
    [
      'REST REQUEST without multiValueHeaders',
      requestEvent({ AUTHORIZATION: HEADER }, null),
      { ...allow(), ...KEY },
    ],
    ['HTTP 1.0', http1Event(HEADER), allow()],
    ['HTTP 2.0 on $default', http2Event(HEADER), allow(DEFAULT_STAGE)],
    ['HTTP 2.0 on a stage', http2Event(HEADER, 'dev'), allow()],
  ])('by %s, for the whole stage', async (_kind, event, expected) => {
    const { ask, asked, logged } = setUp();
    expect(await ask(event)).toEqual(expected);
    expect(asked).toEqual([TOKEN]);
    expect(logged).toHaveLength(1);
    expect(logged[0]).toMatchObject({
      level: 'info',
      outcome: 'allowed',
      username: 'ada',
      sub: 'sub-of-ada',
    });
    expect(JSON.stringify(logged)).not.toContain(TOKEN);
    expect(JSON.stringify(logged)).not.toContain('secret');
  });

  test.each(['aws-cn', 'aws-us-gov'])('keeps the partition %s', async (partition) => {
    const stage = `arn:${partition}:execute-api:us-gov-west-1:123456789012:abc/live-1`;
    expect(await setUp().ask(tokenEvent(HEADER, `${stage}/POST/a:b/c`))).toEqual({ ...allow(stage), ...KEY });
  });

  test('of a person without e-mail and sub, with a context of strings only', async () => {
    const { ask } = setUp({ username: 'bob', active: true });
    expect(await ask(tokenEvent())).toMatchObject({ principalId: 'bob', context: { username: 'bob' } });
    expect(await ask(tokenEvent())).not.toHaveProperty('context.email');
    expect(await ask(tokenEvent())).not.toHaveProperty('context.sub');
    expect(await ask(tokenEvent())).not.toHaveProperty('usageIdentifierKey');
  });

  test('by a simple response if the environment says so, with payload 2.0 only', async () => {
    const { ask } = setUp(ADA, 'simple');
    expect(await ask(http2Event(HEADER))).toEqual({ isAuthorized: true, context: allow().context });
    expect(await ask(http1Event(HEADER))).toEqual(allow());
    expect(await ask(tokenEvent())).toEqual({ ...allow(), ...KEY });
  });
});

describe('a credential that a rotation replaced', () => {
  test('is valid until its end, to the millisecond', async () => {
    const { ask } = setUp({ ...ADA, expiresAt: '2026-03-04T05:06:07.090Z' });
    expect(await ask(tokenEvent())).toEqual({ ...allow(), ...KEY });
  });
});

describe('the hour of the last use', () => {
  test.each([
    ['was never noted', ADA],
    ['is an earlier one', { ...ADA, lastUsedAt: '2026-03-04T04:00:00.000Z' }],
  ])('is passed on when it %s, with the same answer either way', async (_what, found) => {
    const { ask, uses } = setUp(found);
    expect(await ask(tokenEvent())).toEqual({ ...allow(), ...KEY });
    expect(uses).toEqual([{ key: TOKEN, hour: HOUR }]);
  });

  test('is not passed on when it is already stored, nor for a rejected credential', async () => {
    const noted = setUp({ ...ADA, lastUsedAt: HOUR });
    expect(await noted.ask(tokenEvent())).toEqual({ ...allow(), ...KEY });
    expect(noted.uses).toEqual([]);
    const refused = setUp({ ...ADA, active: false });
    await expect(refused.ask(tokenEvent())).rejects.toThrow(/^Unauthorized$/);
    expect(refused.uses).toEqual([]);
  });
});

test('looks up the digest and never the credential, with a secret', async () => {
  const asked: string[] = [];
  const secret = 's'.repeat(43);
  const store = { findIdentity: async (key: string) => void asked.push(key) };
  const deps = { store, keyOf: hashedKey(secret), clock: () => NOW, noteUse: () => undefined };
  const all = { ...deps, responseForm: 'policy', log: () => undefined } as const;
  await expect(authorize(all, tokenEvent(), 'request-1')).rejects.toThrow(/^Unauthorized$/);
  expect(asked).toEqual([hashedKey(secret)(TOKEN)]);
});

describe('rejects', () => {
  test.each([
    ['unknown', null, 'unknown'],
    ['inactive', { ...ADA, active: false }, 'inactive'],
    ['superseded', { ...ADA, expiresAt: '2026-03-04T05:06:07.088Z' }, 'superseded'],
    ['superseded this very moment', { ...ADA, expiresAt: NOW.toISOString() }, 'superseded'],
    ['superseded at no moment that can be read', { ...ADA, expiresAt: '' }, 'superseded'],
    ['of a guard', {}, 'not-a-person'],
    ['without the switch', { username: 'ada' }, 'not-a-person'],
    ['without a name', { username: '', active: true }, 'not-a-person'],
  ])('a credential that is %s: 401 for REST, denied for HTTP', async (_what, found, outcome) => {
    const { ask, logged } = setUp(found);
    await expect(ask(tokenEvent())).rejects.toThrow(/^Unauthorized$/);
    await expect(ask(requestEvent({ Authorization: HEADER }))).rejects.toThrow(/^Unauthorized$/);
    expect(await ask(http1Event(HEADER))).toEqual(deny());
    expect(await ask(http2Event(HEADER))).toEqual(deny(DEFAULT_STAGE));
    expect(logged.map((entry) => entry.outcome)).toEqual([outcome, outcome, outcome, outcome]);
    expect(logged.every((entry) => entry.level === 'info')).toBe(true);
  });

  test('by simple responses', async () => {
    const { ask } = setUp(null, 'simple');
    expect(await ask(http2Event(HEADER))).toEqual({ isAuthorized: false, context: {} });
  });

  test.each([
    ['no header', requestEvent({}), 'no-credential'],
    ['headers that are null', requestEvent(null, null), 'no-credential'],
    ['no token', tokenEvent(null), 'no-credential'],
    ['another scheme', tokenEvent('Bearer x'), 'malformed'],
    ['malformed base64', tokenEvent('Basic a:b'), 'malformed'],
    ['the key of a guard', tokenEvent('Basic person#eu-west-1_Abc#ada'), 'malformed'],
    [
      'two headers',
      requestEvent({ Authorization: HEADER }, { Authorization: ['Basic eDp5', HEADER] }),
      'ambiguous',
    ],
    ['two cases', requestEvent({ Authorization: HEADER, authorization: HEADER }), 'ambiguous'],
  ])('%s without a lookup', async (_what, event, outcome) => {
    const { ask, asked, logged } = setUp();
    await expect(ask(event)).rejects.toThrow(/^Unauthorized$/);
    expect(asked).toEqual([]);
    expect(logged).toEqual([
      expect.objectContaining({ message: 'refused', outcome, requestId: 'request-1' }),
    ]);
  });
});

describe('a failure is no rejection', () => {
  test.each([tokenEvent(), requestEvent({ Authorization: HEADER }), http1Event(HEADER), http2Event(HEADER)])(
    'throws on an outage of form %#, even one called Unauthorized',
    async (event) => {
      const outage = new Error('Unauthorized');
      const { ask, logged } = setUp(outage);
      const thrown: unknown = await ask(event).catch((error: unknown) => error);
      expect(thrown).toMatchObject({ message: 'The credential could not be checked', cause: outage });
      expect(logged).toEqual([
        expect.objectContaining({ level: 'error', outcome: 'failed', errorName: 'Error' }),
      ]);
      expect(JSON.stringify(logged)).not.toContain(TOKEN);
    },
  );

  test.each([
    ['null', null],
    ['no type', { ...tokenEvent(), type: undefined }],
    ['no ARN', { ...tokenEvent(), methodArn: undefined }],
    ['an ARN of another service', tokenEvent(HEADER, 'arn:aws:s3:::bucket/dev/GET/')],
    [
      'an ARN with a wildcard for a stage',
      tokenEvent(HEADER, 'arn:aws:execute-api:eu-west-1:123456789012:abc/*/GET/'),
    ],
    ['an unknown payload version', { ...http2Event(HEADER), version: '3.0' }],
    ['payload 2.0 without routeArn', { ...http2Event(HEADER), routeArn: undefined }],
  ])('throws on an unusable event: %s', async (_what, event) => {
    const { ask, asked, logged } = setUp();
    await expect(ask(event)).rejects.toThrow('The authorizer event is unusable');
    expect(asked).toEqual([]);
    expect(logged).toEqual([expect.objectContaining({ level: 'error', outcome: 'unusable-event' })]);
  });
});

test('checks the environment by name', () => {
  expect(readConfig({ TABLE_NAME: 'user' })).toEqual({
    tableName: 'user',
    responseForm: 'policy',
    keyOf: plainKey,
  });
  expect(readConfig({ TABLE_NAME: 'user', AUTHORIZER_RESPONSE: 'simple' }).responseForm).toBe('simple');
  expect(() => readConfig({})).toThrow('TABLE_NAME');
  expect(() => readConfig({ TABLE_NAME: 'user', AUTHORIZER_RESPONSE: 'Simple' })).toThrow(
    'AUTHORIZER_RESPONSE',
  );
});
