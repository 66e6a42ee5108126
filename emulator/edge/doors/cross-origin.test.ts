import { expect, test } from '@jest/globals';
import { startEngine } from '../../engine.ts';

const ask = {
  'access-control-request-method': 'POST',
  'access-control-request-headers': 'content-type,x-amz-target',
};

test('lets a page of this machine call, in the preflight and in the answer', async () => {
  await using engine = await startEngine();
  const origin = 'http://localhost:5173';
  const before = await fetch(engine.endpoint, { method: 'OPTIONS', headers: { origin, ...ask } });
  expect(before.status).toBe(200);
  expect(Object.fromEntries(before.headers)).toMatchObject({
    'access-control-allow-origin': origin,
    'access-control-allow-headers': 'content-type,x-amz-target',
    'access-control-allow-methods': expect.stringContaining('POST'),
  });
  const answer = await fetch(engine.endpoint, {
    method: 'POST',
    headers: { origin, 'x-amz-target': 'AWSCognitoIdentityProviderService.SignUp' },
    body: '{}',
  });
  expect(answer.status).toBe(400);
  expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
  expect(answer.headers.get('access-control-expose-headers')).toContain('x-amzn-ErrorType');
});

test.each(['https://example.com', 'http://localhost.example.com', 'null', 'http://127.0.0.1.example.com:80'])(
  'rejects a page of %s',
  async (origin) => {
    await using engine = await startEngine();
    const before = await fetch(engine.endpoint, { method: 'OPTIONS', headers: { origin, ...ask } });
    expect(before.headers.get('access-control-allow-origin')).toBeNull();
    const answer = await fetch(engine.endpoint, { method: 'POST', headers: { origin }, body: '{}' });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  },
);
