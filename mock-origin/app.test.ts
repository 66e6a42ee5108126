import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type RunningOrigin, serveOrigin } from './serve.ts';

const SECRET = 'the-secret-of-the-gateway';
let origin: RunningOrigin;

beforeAll(async () => {
  origin = await serveOrigin({ port: 0, host: '127.0.0.1', secret: SECRET });
});

afterAll(() => origin.close());

function ask(path: string, init: { method?: string; headers?: Record<string, string>; body?: string } = {}) {
  return fetch(origin.url + path, { ...init, headers: { 'x-origin-secret': SECRET, ...init.headers } });
}

async function json(path: string): Promise<unknown> {
  const response = await ask(path);
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  return response.json();
}

describe('lists', () => {
  test.each(['/', '/users', '/users/'])('answers 1 to 10 people at %s', async (path) => {
    const response = await ask(path);
    expect(response.status).toBe(200);
    const people: unknown = await response.json();
    expect(Array.isArray(people)).toBe(true);
    expect(people).toHaveProperty('0.username');
    expect(people).not.toHaveProperty('10');
  });

  test('honours count and seed', async () => {
    expect(await json('/users?count=0')).toEqual([]);
    expect(await json('/users?count=100')).toHaveLength(100);
    const people = await json('/?seed=5');
    expect(await json('/users?seed=5')).toEqual(people);
    expect(await json('/users?seed=4294967295&count=2')).toHaveLength(2);
  });

  test.each([
    ['count=101', 'count'],
    ['count=-1', 'count'],
    ['count=1.5', 'count'],
    ['count=', 'count'],
    ['count=ten', 'count'],
    ['count=1e1', 'count'],
    ['count=1&count=2', 'count'],
    ['seed=4294967296', 'seed'],
    ['seed=x', 'seed'],
    ['seed=1&seed=1', 'seed'],
    ['cuont=3', 'cuont'],
    ['count[]=3', 'count[]'],
  ])('rejects ?%s by name', async (query, parameter) => {
    for (const path of ['/', '/users']) {
      const response = await ask(`${path}?${query}`);
      expect(response.status).toBe(400);
      expect(await response.json()).toEqual({ error: 'bad_request', message: expect.any(String), parameter });
    }
  });
});

describe('one person', () => {
  test('is found as the list shows them', async () => {
    const [person] = (await json('/users?seed=5&count=1')) as { username: string }[];
    expect(await json(`/users/${person?.username}`)).toEqual(person);
  });

  test('is not found under an unknown name', async () => {
    const response = await ask('/users/nobody');
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: 'not_found' });
  });

  test('takes no parameters, and a well encoded path', async () => {
    expect(await (await ask('/users/nobody?seed=1')).json()).toMatchObject({ parameter: 'seed' });
    const response = await ask('/users/%E0%A4%A');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: 'bad_request' });
  });
});

describe('the origin’s secret', () => {
  test.each(['/', '/users', '/users/nobody', '/whoami', '/nowhere', '/?count=x'])(
    'is required by %s',
    async (path) => {
      const wrong: Record<string, string>[] = [
        {},
        { 'x-origin-secret': '' },
        { 'x-origin-secret': `${SECRET}x` },
        { 'x-origin-secret': 'x' },
      ];
      for (const headers of wrong) {
        const response = await fetch(origin.url + path, { headers: { 'x-user': 'ada', ...headers } });
        expect(response.status).toBe(403);
        expect(await response.json()).toMatchObject({ error: 'forbidden' });
        expect(response.headers.get('x-origin-user')).toBeNull();
      }
    },
  );

  test('is rejected if given twice', async () => {
    const status = await new Promise((resolve, reject) => {
      const headers = { 'x-origin-secret': [SECRET, SECRET] };
      request(origin.url, { headers, agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(403);
  });

  test('is not needed for /health', async () => {
    const response = await fetch(`${origin.url}/health`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: 'ok' });
  });
});

describe('who calls', () => {
  test('is in every answer', async () => {
    for (const path of ['/', '/nowhere', '/?count=x']) {
      expect((await ask(path, { headers: { 'x-user': 'ada' } })).headers.get('x-origin-user')).toBe('ada');
    }
    expect((await ask('/')).headers.get('x-origin-user')).toBeNull();
  });

  test.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
    'is shown by /whoami, with what arrived of a %s',
    async (method) => {
      const body = method === 'GET' ? undefined : 'text';
      const response = await ask('/whoami?a=b', {
        method,
        headers: { 'x-user': 'ada', cookie: 'id=hidden' },
        body,
      });
      expect(response.status).toBe(200);
      const text = await response.text();
      expect(JSON.parse(text)).toMatchObject({
        user: 'ada',
        method,
        url: '/whoami?a=b',
        authorization: false,
        headers: { 'x-user': 'ada', 'x-origin-secret': null, cookie: null, host: expect.any(String) },
      });
      expect(text).not.toContain(SECRET);
      expect(text).not.toContain('hidden');
    },
  );

  test('is shown by /whoami without the credential that arrived', async () => {
    const text = await (await ask('/whoami', { headers: { authorization: 'Basic YTpi' } })).text();
    expect(JSON.parse(text)).toMatchObject({
      user: null,
      authorization: true,
      headers: { authorization: null },
    });
    expect(text).not.toContain('YTpi');
  });
});

describe('an unknown path or method', () => {
  test('answers 404 in JSON', async () => {
    const response = await ask('/nowhere', { method: 'POST' });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: 'not_found' });
    expect(response.headers.get('x-powered-by')).toBeNull();
  });

  test.each(['/', '/users', '/users/nobody', '/health'])(
    'answers 405 with Allow for another method of %s',
    async (path) => {
      for (const method of ['POST', 'DELETE', 'OPTIONS']) {
        const response = await ask(path, { method });
        expect(response.status).toBe(405);
        expect(response.headers.get('allow')).toBe('GET, HEAD');
        expect(await response.json()).toMatchObject({ error: 'method_not_allowed' });
      }
    },
  );

  test('answers HEAD as GET, without a body', async () => {
    const response = await ask('/users', { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
  });
});
