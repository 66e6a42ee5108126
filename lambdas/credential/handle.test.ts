import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { plainKey } from '../shared/credential-key.ts';
import type { CredentialStore } from '../shared/credential-store.ts';
import type { LogEntry } from '../shared/log.ts';
import type { GuardRecord, PersonRecord } from '../shared/person-record.ts';
import { readConfig } from './config.ts';
import { handle } from './handle.ts';
import type { Asked } from './parse-event.ts';
import type { SignedIn } from './sessions.ts';

const POOL = 'eu-west-1_Abc';
const NOW = '2026-03-04T05:06:07.089Z';
const ADA: SignedIn = { username: 'ada', sub: 'sub-of-ada', email: 'ada@example.com' };
const CLAIMS = {
  token_use: 'access',
  iss: `https://cognito-idp.eu-west-1.amazonaws.com/${POOL}`,
  username: 'ada',
};
const GUARD: GuardRecord = {
  authentication: `person#${POOL}#ada`,
  credential: 'kept-secret',
  createdAt: '2026-01-01T00:00:00.000Z',
  rotatedAt: '2026-02-01T00:00:00.000Z',
};
const RECORD: PersonRecord = {
  authentication: 'kept-secret',
  userPoolId: POOL,
  username: 'ada',
  sub: 'sub-of-ada',
  active: true,
  createdAt: '2026-02-01T00:00:00.000Z',
  lastUsedAt: '2026-03-01T04:00:00.000Z',
};

function restEvent(
  asked: Asked,
  claims: object = CLAIMS,
  headers: object = { Authorization: 'Bearer token' },
) {
  const [httpMethod, resource] = asked.split(' ');
  return { httpMethod, resource, headers, requestContext: { requestId: 'api-1', authorizer: { claims } } };
}

function httpEvent(routeKey: Asked, claims: object = CLAIMS) {
  return {
    version: '2.0',
    routeKey,
    headers: { authorization: 'token' },
    requestContext: { requestId: 'api-2', authorizer: { jwt: { claims, scopes: ['x'] } } },
  };
}

function setUp(given: {
  session?: SignedIn | Error | null;
  guard?: GuardRecord | null;
  record?: PersonRecord | null;
  change?: 'done' | 'contended' | Error;
}) {
  const { session = ADA, guard = GUARD, record = RECORD, change = 'done' } = given;
  const logged: LogEntry[] = [];
  const asked: string[] = [];
  const changes: unknown[] = [];
  const outcome = async (what: unknown) => {
    changes.push(what);
    if (change instanceof Error) throw change;
    return change;
  };
  const store: CredentialStore = {
    findGuard: async (pool, username) => {
      asked.push(`${pool}/${username}`);
      return guard ?? undefined;
    },
    findRecord: async () => record ?? undefined,
    replace: outcome,
    end: (...args) => outcome(args),
  };
  const deps = {
    store,
    sessions: {
      async whose(token: string) {
        asked.push(token);
        if (session instanceof Error) throw session;
        return session ?? undefined;
      },
    },
    userPoolId: POOL,
    grace: 30,
    keyOf: plainKey,
    clock: () => new Date(NOW),
    random: randomBytes,
    pause: async () => {},
    log: (entry: LogEntry) => void logged.push(entry),
  };
  return { asked, changes, logged, serve: (event: unknown) => handle(deps, event, 'request-1') };
}

const UNAUTHORIZED = { statusCode: 401, body: '{"message":"Unauthorized"}' };

test.each([
  ['a REST API', restEvent('POST /credential/rotate')],
  ['an HTTP API', httpEvent('POST /credential/rotate')],
])(
  'answers a rotation through %s with the new credential, which no log and no cache keeps',
  async (_kind, event) => {
    const { serve, changes, logged } = setUp({});
    const answer = await serve(event);
    expect(answer).toMatchObject({
      statusCode: 200,
      headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    });
    const { credential, ...rest } = JSON.parse(answer.body);
    expect(Buffer.from(credential, 'base64').toString()).toMatch(/^ada:[\w-]{32}$/);
    expect(rest).toEqual({ madeAt: NOW, olderCountsUntil: '2026-03-04T05:06:37.089Z' });
    expect(changes).toEqual([
      {
        guard: GUARD,
        next: { ...ADA, userPoolId: POOL, authentication: credential, active: true, createdAt: NOW },
        olderUntil: '2026-03-04T05:06:37.089Z',
      },
    ]);
    expect(logged).toEqual([
      expect.objectContaining({
        outcome: 'rotated',
        username: 'ada',
        sub: 'sub-of-ada',
        requestId: 'request-1',
      }),
    ]);
    expect(JSON.stringify(logged)).not.toContain(credential);
    expect(JSON.stringify(logged)).not.toContain('Bearer');
  },
);

test('ends a credential that nobody has seen, whatever the grace', async () => {
  const { serve, changes } = setUp({ guard: { ...GUARD, rotatedAt: undefined } });
  expect(JSON.parse((await serve(restEvent('POST /credential/rotate'))).body)).toEqual({
    credential: expect.any(String),
    madeAt: NOW,
  });
  expect(changes).toMatchObject([{ olderUntil: undefined }]);
});

test.each([
  ['an id token', { ...CLAIMS, token_use: 'id' }, []],
  ['a token of no kind', { ...CLAIMS, token_use: undefined }, []],
  ['a token of another pool', { ...CLAIMS, iss: `${CLAIMS.iss}2` }, []],
  ['a token of a pool whose id ends alike', { ...CLAIMS, iss: `https://elsewhere/x${POOL}` }, []],
  ['claims of somebody else than the token’s', { ...CLAIMS, username: 'bob' }, ['token']],
  ['the claims of no user, as a machine’s', { ...CLAIMS, username: undefined }, ['token']],
])('answers %s with 401, without a lookup', async (_what, claims, asked) => {
  for (const event of [
    restEvent('POST /credential/rotate', claims),
    httpEvent('DELETE /credential', claims),
  ]) {
    const one = setUp({});
    expect(await one.serve(event)).toMatchObject(UNAUTHORIZED);
    expect(one.asked).toEqual(asked);
    expect(one.changes).toEqual([]);
    expect(one.logged).toEqual([expect.objectContaining({ outcome: 'no-session' })]);
  }
});

test('answers 401 to a token that is no longer valid', async () => {
  const { serve, asked } = setUp({ session: null });
  expect(await serve(restEvent('GET /credential'))).toMatchObject(UNAUTHORIZED);
  expect(asked).toEqual(['token']);
});

test('describes a credential without its secret', async () => {
  const answer = await setUp({}).serve(restEvent('GET /credential'));
  expect(answer.statusCode).toBe(200);
  expect(JSON.parse(answer.body)).toEqual({
    active: true,
    madeAt: GUARD.createdAt,
    rotatedAt: GUARD.rotatedAt,
    lastUsedAt: RECORD.lastUsedAt,
  });
});

test.each([
  ['no guard', { guard: null }],
  ['an ended one', { guard: { ...GUARD, credential: undefined, endedAt: NOW } }],
  ['an item that is gone', { record: null }],
])('answers 404 for %s', async (_what, given) => {
  expect(await setUp(given).serve(httpEvent('GET /credential'))).toMatchObject({
    statusCode: 404,
    body: '{"message":"There is no credential."}',
  });
});

test('lets a deactivated person look, and neither rotate nor end', async () => {
  const given = { record: { ...RECORD, active: false } };
  const refused = { statusCode: 403, body: '{"message":"The credential is deactivated."}' };
  for (const asked of ['POST /credential/rotate', 'DELETE /credential'] as const) {
    const { serve, changes } = setUp(given);
    expect(await serve(restEvent(asked))).toMatchObject(refused);
    expect(changes).toEqual([]);
  }
  expect((await setUp(given).serve(restEvent('GET /credential'))).body).toContain('"active":false');
});

test('answers 204 to an end, also without a credential', async () => {
  const { serve, changes } = setUp({});
  expect(await serve(restEvent('DELETE /credential'))).toMatchObject({ statusCode: 204, body: '' });
  expect(changes).toEqual([[GUARD, NOW]]);
  expect(await setUp({ guard: null }).serve(restEvent('DELETE /credential'))).toMatchObject({
    statusCode: 204,
  });
});

test('says to try again when others are always faster', async () => {
  const { serve, changes, logged } = setUp({ change: 'contended' });
  expect(await serve(restEvent('POST /credential/rotate'))).toMatchObject({
    statusCode: 503,
    headers: { 'retry-after': '1' },
  });
  expect(changes).toHaveLength(8);
  expect(logged).toEqual([expect.objectContaining({ level: 'warn', outcome: 'contended' })]);
});

test.each([
  ['the table', { change: new Error('the table is gone') }],
  ['Cognito', { session: new Error('nobody answers') }],
])('throws on a failure of %s, and logs it without a secret', async (_what, given) => {
  const { serve, logged } = setUp(given);
  await expect(serve(restEvent('POST /credential/rotate'))).rejects.toThrow(
    'The request could not be served',
  );
  expect(logged).toEqual([expect.objectContaining({ level: 'error', outcome: 'failed' })]);
  expect(JSON.stringify(logged)).not.toMatch(/kept-secret|Bearer/);
});

test.each([
  ['nothing', null],
  ['another route', { ...restEvent('GET /credential'), resource: '/{proxy+}' }],
  ['another method', { ...restEvent('GET /credential'), httpMethod: 'PUT' }],
  ['no authorizer', { ...restEvent('GET /credential'), requestContext: {} }],
  ['no claims', { ...restEvent('GET /credential'), requestContext: { authorizer: {} } }],
  ['claims where the other kind of API has them', { ...restEvent('GET /credential'), version: '2.0' }],
  ['no header', restEvent('GET /credential', CLAIMS, {})],
])('throws on an event with %s before it asks anybody', async (_what, event) => {
  const { serve, asked } = setUp({});
  await expect(serve(event)).rejects.toThrow('The request could not be served');
  expect(asked).toEqual([]);
});

test('checks the environment by name', () => {
  const good = { TABLE_NAME: 'user', USER_POOL_ID: POOL };
  expect(readConfig(good)).toEqual({ tableName: 'user', userPoolId: POOL, grace: 0, keyOf: plainKey });
  expect(readConfig({ ...good, CREDENTIAL_GRACE: '604800' }).grace).toBe(604_800);
  for (const CREDENTIAL_GRACE of ['604801', '-1', '1.5', ''])
    expect(() => readConfig({ ...good, CREDENTIAL_GRACE })).toThrow('CREDENTIAL_GRACE');
  expect(() => readConfig({ TABLE_NAME: 'user' })).toThrow('USER_POOL_ID');
  expect(() => readConfig({ USER_POOL_ID: POOL })).toThrow('TABLE_NAME');
});
