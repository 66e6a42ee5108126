import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startTracedStack, type TracedStack } from './testing/traced-stack.ts';
import type { Span, Trace } from './trace.ts';

let stack: TracedStack;
let credential: string;

beforeAll(async () => {
  stack = await startTracedStack();
  credential = await stack.person('ann@example.com');
});
afterAll(async () => stack[Symbol.asyncDispose]());

async function get(path: string, authorization: string | undefined, headers: Record<string, string> = {}) {
  const response = await fetch(`${stack.outputs.apiUrl}${path}`, {
    headers: { ...headers, ...(authorization !== undefined && { authorization }) },
  });
  return { status: response.status, headers: response.headers, body: await response.text() };
}

function one({ spans }: Trace, part: Span['part']): Span {
  const found = spans.filter((span) => span.part === part);
  expect([part, found.length]).toEqual([part, 1]);
  return found[0] as Span;
}

test('nests gate, authorizer, function, DynamoDB call and endpoint in time when the authorizer runs', async () => {
  const { headers, body } = await get('/people/3?count=1', `Basic ${credential}`);
  const trace = await stack.trace(headers.get('x-amzn-requestid') ?? '');
  expect(trace).toMatchObject({
    id: expect.stringMatching(/^1-[0-9a-f]{8}-[0-9a-f]{24}$/),
    kind: 'gate',
    title: 'GET /people/3',
    status: 'ok',
    statusCode: 200,
    who: expect.stringMatching(/^[0-9a-f-]{36}$/),
    refusedBecause: null,
    faults: [],
    revealed: false,
    left: 0,
  });
  const [gateway, authorizer, run, integration] = [
    one(trace, 'gateway'),
    one(trace, 'authorizer'),
    one(trace, 'function'),
    one(trace, 'integration'),
  ];
  expect(gateway).toMatchObject({
    parentId: null,
    name: 'GET /{proxy+}',
    response: { body: { text: body, encoding: 'utf8', length: body.length, cut: false } },
    attributes: { 'http.route': '/{proxy+}', 'url.query': 'count=1', 'gatehouse.decision': 'allowed' },
  });
  expect(authorizer).toMatchObject({
    parentId: gateway.id,
    cached: false,
    policy: { action: 'execute-api:Invoke', decision: 'allowed', statement: 0 },
  });
  expect(authorizer.policy?.document).toMatchObject({ Statement: [{ Effect: 'Allow' }] });
  expect(authorizer.policy?.resource).toMatch(/\/dev\/GET\/people\/3$/);
  expect(run).toMatchObject({
    parentId: authorizer.id,
    name: stack.outputs.functions.authorizer,
    coldStart: expect.any(Boolean),
    attributes: { 'faas.name': stack.outputs.functions.authorizer, 'faas.trigger': 'http' },
  });
  const calls = trace.spans.filter(({ part }) => part === 'dynamodb');
  expect(calls.map(({ name }) => name)).toContain('dynamodb GetItem');
  for (const call of calls) {
    expect(call).toMatchObject({
      parentId: run.id,
      statusCode: 200,
      attributes: { 'aws.dynamodb.table_names': [stack.outputs.tableName] },
    });
    expect(endOf(call)).toBeLessThanOrEqual(endOf(run) + 1);
  }
  expect(integration).toMatchObject({ parentId: gateway.id, statusCode: 200 });
  expect(integration.attributes['url.full']).toBe(`${stack.origin.url}/people/3?count=1`);
  expect(integration.request?.headers).toContainEqual(['X-Amzn-Trace-Id', `Root=${trace.id}`]);
  for (const [inner, outer] of [
    [authorizer, gateway],
    [run, authorizer],
    [integration, gateway],
  ] as const)
    expect(endOf(inner)).toBeLessThanOrEqual(endOf(outer) + 1);
  expect(integration.startedAt).toBeGreaterThanOrEqual(endOf(authorizer) - 1);
});

function endOf({ startedAt, durationMs }: Span): number {
  return startedAt + durationMs;
}

test('shows for a cached verdict the policy, and that no function ran', async () => {
  await get('/warm', `Basic ${credential}`);
  const { headers } = await get('/again', `Basic ${credential}`);
  const trace = await stack.trace(headers.get('x-amz-apigw-id') ?? '');
  expect(trace.spans.map(({ part }) => part)).toEqual(['gateway', 'authorizer', 'integration']);
  expect(one(trace, 'authorizer')).toMatchObject({ cached: true, policy: { decision: 'allowed' } });
});

test('shows a function’s log lines with its invocation, and finds the trace by the request id in a line', async () => {
  const { headers } = await get('/logged', `Basic ${Buffer.from('nobody:wrong').toString('base64')}`);
  const trace = await stack.trace(headers.get('x-amzn-requestid') ?? '');
  const run = one(trace, 'function');
  const text = run.logs.map(({ message }) => message).join('');
  const [, requestId = ''] = /RequestId: ([0-9a-f-]{36})/.exec(text) ?? [];
  expect(text).toContain('"outcome":"unknown"');
  expect(text).toContain(`REPORT RequestId: ${requestId}`);
  expect(run.logs[0]?.group).toBe(`/aws/lambda/${stack.outputs.functions.authorizer}`);
  expect((await stack.trace(requestId)).id).toBe(trace.id);
});

test('says why a request was rejected: no identity, an unknown credential, an error of the endpoint', async () => {
  const because = async (authorization: string | undefined, path = '/x') => {
    const { status, headers } = await get(path, authorization);
    const { refusedBecause, status: outcome } = await stack.trace(headers.get('x-amzn-requestid') ?? '');
    return [status, outcome, refusedBecause];
  };
  expect(await because(undefined)).toEqual([
    401,
    'refused',
    'The request has no identity that the authorizer asks for.',
  ]);
  expect(await because('Basic bm9ib2R5OndoYXQ=')).toEqual([
    401,
    'refused',
    'The authorizer’s function said Unauthorized.',
  ]);
  expect(await because(`Basic ${credential}`, '/status/404')).toEqual([
    404,
    'refused',
    'The endpoint answered 404.',
  ]);
  expect(await because(`Basic ${credential}`, '/status/500')).toEqual([
    500,
    'error',
    'The endpoint answered 500.',
  ]);
});

test('names the statement of the policy that denied', async () => {
  const url = stack.outputs.httpApi?.apiUrl ?? '';
  const response = await fetch(`${url}/people`, { headers: { authorization: 'Basic bm9ib2R5OndoYXQ=' } });
  expect(response.status).toBe(403);
  const trace = await stack.trace(response.headers.get('apigw-requestid') ?? '');
  expect(trace.refusedBecause).toMatch(
    /^The authorizer’s policy denies arn:aws:execute-api:.*\/dev\/GET\/people in statement 0\.$/,
  );
  expect(one(trace, 'authorizer')).toMatchObject({
    status: 'refused',
    policy: { decision: 'explicit-deny', statement: 0, document: { Statement: [{ Effect: 'Deny' }] } },
  });
});

test('uses the client’s trace id, and finds it in every form', async () => {
  const id = '1-5759e988-bd862e3fe1be46a994272793';
  await get('/mine', `Basic ${credential}`, {
    'X-Amzn-Trace-Id': `Root=${id};Parent=53995c3f42cd8ad8;Sampled=1`,
  });
  for (const form of [id, `Root=${id}`, `Root=${id};Parent=53995c3f42cd8ad8;Sampled=1`])
    expect(await stack.trace(form)).toMatchObject({ id, title: 'GET /mine' });
});

test('masks secrets, and shows them once for reveal=1', async () => {
  const { headers } = await get('/people?token=hush-token', `Basic ${credential}`, {
    cookie: 'session=hush-cookie',
    'x-api-key': 'hush-key',
  });
  const id = headers.get('x-amzn-requestid') ?? '';
  const secrets = [credential, 'hush-token', 'hush-cookie', 'hush-key'];
  const masked = JSON.stringify(await stack.trace(id));
  for (const secret of secrets) expect([secret, masked.includes(secret)]).toEqual([secret, false]);
  expect(masked).toContain('["authorization","Basic ••••"]');
  expect(masked).toContain('["x-origin-secret","••••"]');
  const trace = await stack.trace(id, '?reveal=1');
  const shown = JSON.stringify(trace);
  expect(trace.revealed).toBe(true);
  for (const secret of secrets) expect([secret, shown.includes(secret)]).toEqual([secret, true]);
  expect(JSON.stringify(await stack.trace(id))).toBe(masked);
  expect(JSON.stringify(await stack.list('?limit=500'))).not.toContain(credential);
});
