import { CreateTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Engine, startEngine } from '../../engine.ts';
import { clientOptions } from '../../services/iam/testing/account.ts';
import type { Trace, TraceList, TraceSummary } from './trace.ts';

let engine: Engine;
let dynamodb: DynamoDBClient;

beforeEach(async () => {
  engine = await startEngine();
  dynamodb = new DynamoDBClient({ ...clientOptions(engine), maxAttempts: 1 });
});
afterEach(async () => {
  dynamodb.destroy();
  await engine[Symbol.asyncDispose]();
});

const at = (path: string) => `${engine.endpoint}/_gatehouse/traces${path}`;

async function list(query = ''): Promise<TraceList> {
  return (await (await fetch(at(query))).json()) as TraceList;
}

async function refused(path: string, options: RequestInit = {}): Promise<[number, string]> {
  const response = await fetch(at(path), options);
  return [response.status, ((await response.json()) as { message: string }).message];
}

test('traces a single API call, and finds it by the request id that the client got', async () => {
  const { $metadata } = await dynamodb.send(new ListTablesCommand({}));
  const trace = (await (await fetch(at(`/${$metadata.requestId}`))).json()) as Trace;
  expect(trace).toMatchObject({
    kind: 'call',
    title: 'dynamodb ListTables',
    status: 'ok',
    who: 'arn:aws:iam::000000000000:root',
    requestIds: [$metadata.requestId],
    spans: [
      { parentId: null, part: 'dynamodb', statusCode: 200, attributes: { 'rpc.method': 'ListTables' } },
    ],
  });
});

test('lists newest first, in pages, each trace on one of them', async () => {
  for (let count = 0; count < 7; count += 1) await dynamodb.send(new ListTablesCommand({}));
  const pages: TraceSummary[][] = [];
  let next: string | undefined = '';
  while (next !== undefined) {
    const page: TraceList = await list(`?limit=3&before=${next}`);
    pages.push([...page.traces]);
    next = page.next;
  }
  expect(pages.map(({ length }) => length)).toEqual([3, 3, 1]);
  const all = pages.flat();
  expect(new Set(all.map(({ id }) => id)).size).toBe(7);
  expect(all.map(({ startedAt }) => startedAt)).toEqual(
    all.map(({ startedAt }) => startedAt).sort((one, other) => other - one),
  );
});

test('filters by kind, status and text, and rejects unknown filters by name', async () => {
  await dynamodb.send(new ListTablesCommand({}));
  await expect(dynamodb.send(new CreateTableCommand({ TableName: 'x' } as never))).rejects.toThrow();
  const titles = async (query: string) => (await list(query)).traces.map(({ title }) => title);
  expect(await titles('?kind=call')).toEqual(['dynamodb CreateTable', 'dynamodb ListTables']);
  expect(await titles('?kind=gate,sign-up')).toEqual([]);
  expect(await titles('?status=refused')).toEqual(['dynamodb CreateTable']);
  expect(await titles('?status=200')).toEqual(['dynamodb ListTables']);
  expect(await titles('?q=LISTtab')).toEqual(['dynamodb ListTables']);
  expect(await titles('?q=ValidationException')).toEqual(['dynamodb CreateTable']);
  expect(await refused('?kind=gossip')).toEqual([
    400,
    'kind has "gossip": give some of gate, sign-up, invocation, call.',
  ]);
  expect(await refused('?status=good')).toEqual([
    400,
    'status has "good": give some of ok, refused, error, or HTTP statuses.',
  ]);
  expect(await refused('?limit=0')).toEqual([400, 'limit is "0": give a whole number from 1 to 500.']);
  expect(await refused('?before=x')).toEqual([400, 'before is "x": give the "next" of the page before.']);
  expect(await refused('/x?reveal=yes')).toEqual([400, 'reveal is "yes": give 1 to be shown secrets.']);
  expect(await refused('/1-5759e988-bd862e3fe1be46a994272793')).toEqual([
    404,
    'No trace is kept under "1-5759e988-bd862e3fe1be46a994272793".',
  ]);
  expect(await refused('', { method: 'POST' })).toEqual([405, 'Give GET or DELETE.']);
  expect(await refused('/x', { method: 'DELETE' })).toEqual([405, 'Give GET.']);
});

test('deletes all traces on DELETE, and on a reset of the engine', async () => {
  await dynamodb.send(new ListTablesCommand({}));
  expect((await fetch(at(''), { method: 'DELETE' })).status).toBe(204);
  expect(await list()).toEqual({ traces: [] });
  await dynamodb.send(new ListTablesCommand({}));
  expect((await list()).traces).toHaveLength(1);
  await fetch(`${engine.endpoint}/_localstack/state/reset`, { method: 'POST' });
  expect(await list()).toEqual({ traces: [] });
});

test('names the fault rule that applied in the trace and in its span', async () => {
  await fetch(`${engine.endpoint}/_gatehouse/faults`, {
    method: 'POST',
    body: JSON.stringify({
      id: 'late',
      service: 'dynamodb',
      operation: 'ListTables',
      first: 1,
      latencyMs: 5,
    }),
  });
  await dynamodb.send(new ListTablesCommand({}));
  await dynamodb.send(new ListTablesCommand({}));
  const { traces } = await list('?q=late');
  expect(traces).toMatchObject([{ faults: ['late'], status: 'ok' }]);
  const trace = (await (await fetch(at(`/${traces[0]?.id}`))).json()) as Trace;
  expect(trace.spans).toMatchObject([{ fault: 'late' }]);
  expect((await list()).traces.map(({ faults }) => faults)).toEqual([[], ['late']]);
});

test('announces a trace in the stream of events as soon as its request ends', async () => {
  const response = await fetch(`${engine.endpoint}/_gatehouse/events?type=trace`);
  const { $metadata } = await dynamodb.send(new ListTablesCommand({}));
  for await (const chunk of response.body ?? []) {
    const event = JSON.parse(Buffer.from(chunk).toString('utf8').split('\n')[0] ?? '');
    expect(event).toMatchObject({
      type: 'trace',
      at: expect.any(Number),
      kind: 'call',
      title: 'dynamodb ListTables',
      requestIds: [$metadata.requestId],
    });
    break;
  }
});

test('gives pages of other sites and foreign hosts no traces', async () => {
  await dynamodb.send(new ListTablesCommand({}));
  for (const path of ['', '/x?reveal=1'])
    for (const header of [
      ['Origin', 'https://evil.example'],
      ['Sec-Fetch-Site', 'cross-site'],
    ] as const)
      expect((await refused(path, { headers: [header] as [string, string][] }))[0]).toBe(403);
  expect((await refused('', { method: 'DELETE', headers: { Origin: 'https://evil.example' } }))[0]).toBe(403);
  expect((await list()).traces).toHaveLength(1);
});
