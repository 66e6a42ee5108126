import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { CreateTableCommand, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { parseRealism } from '../../emulator/control/realism/realism.ts';
import { type Engine, startEngine } from '../../emulator/engine.ts';
import { TestClock } from '../../emulator/store/clock.ts';
import { type Clients, createClients } from '../clients.ts';
import { main } from '../main.ts';
import { silence } from '../reconcile/progress.ts';
import { runAgainst } from '../testing/run-against.ts';
import { checkSeeds, seedTable } from './seed-table.ts';

let engine: Engine;
let folder: string;
let aws: Clients;
let table: string;
let made = 0;

beforeAll(async () => {
  engine = await startEngine();
  aws = runAgainst(engine.endpoint).run.clients;
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-'));
});
afterAll(async () => {
  aws.destroy();
  await rm(folder, { recursive: true });
  await engine[Symbol.asyncDispose]();
});
beforeEach(async () => {
  table = await newTable();
});

async function newTable(): Promise<string> {
  const TableName = `seeds-${++made}`;
  await aws.dynamodb.send(
    new CreateTableCommand({
      TableName,
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  return TableName;
}

/** A command as it is typed, in the folder of the test's files. Answers its exit code and the last it said. */
async function run(...args: string[]): Promise<{ code: number; said: string }> {
  const told: string[] = [];
  const code = await main(args, { AWS_ENDPOINT_URL: engine.endpoint, STATE_DIR: 'state' }, folder, {
    out: (line) => told.push(line),
    note: (line) => told.push(line),
    interactive: false,
    draws: false,
    confirm: () => Promise.resolve(false),
  });
  return { code, said: (told.at(-1) ?? '').replaceAll(`${folder}/`, '') };
}

async function seedOf(text: string | Buffer, name = 'items.jsonl'): Promise<{ code: number; said: string }> {
  await writeFile(join(folder, name), text);
  return run('seed', name, table);
}

async function idsIn(TableName: string): Promise<string[]> {
  const { Items = [] } = await aws.dynamodb.send(new ScanCommand({ TableName }));
  return Items.map(({ id }) => id?.S ?? '').sort();
}

const plain = (id: string, more = {}) => JSON.stringify({ Item: { id: { S: id }, ...more } });

const EVERY_TYPE = {
  id: { S: 'every\u2028"type"\n' },
  n: { N: '1234567890.1234567890123456789012345678' },
  b: { B: Buffer.from([0, 255, 7]) },
  flag: { BOOL: false },
  none: { NULL: true },
  ss: { SS: ['a', 'b'] },
  ns: { NS: ['1', '2.5'] },
  bs: { BS: [Buffer.from('x'), Buffer.from('y')] },
  l: { L: [{ S: '' }, { L: [] }, { B: Buffer.from('in') }] },
  m: { M: { B: { B: Buffer.from('deep') }, '': { M: {} } } },
};

test('writes a table to a file in the format of AWS exports, and puts it back as it was', async () => {
  await aws.dynamodb.send(new PutItemCommand({ TableName: table, Item: EVERY_TYPE }));
  await aws.dynamodb.send(new PutItemCommand({ TableName: table, Item: { id: { S: '2' } } }));
  expect(await run('export', 'out.jsonl', table)).toEqual({
    code: 0,
    said: `2 items of ${table} are in out.jsonl.`,
  });

  const written = await readFile(join(folder, 'out.jsonl'), 'utf8');
  const lines = written.split('\n');
  expect(lines.pop()).toBe('');
  expect(lines.sort().at(0)).toBe('{"Item":{"id":{"S":"2"}}}');
  const item = JSON.parse(lines.at(1) ?? '').Item;
  expect(item).toMatchObject({ b: { B: 'AP8H' }, bs: { BS: ['eA==', 'eQ=='] }, n: EVERY_TYPE.n });
  expect((await stat(join(folder, 'out.jsonl'))).mode & 0o077).toBe(0);

  const other = await newTable();
  expect(await run('seed', 'out.jsonl', other)).toEqual({
    code: 0,
    said: `2 items of out.jsonl are in ${other}.`,
  });
  const { Items } = await aws.dynamodb.send(new ScanCommand({ TableName: other }));
  expect(Items).toContainEqual(
    JSON.parse(JSON.stringify(EVERY_TYPE), (_key, value) =>
      value?.type === 'Buffer' ? new Uint8Array(value.data) : value,
    ),
  );
});

test('reads and writes packed files', async () => {
  expect(await seedOf(gzipSync(`${plain('1')}\n${plain('2')}`), 'in.json.gz')).toMatchObject({ code: 0 });
  expect(await run('export', 'out.json.gz', table)).toMatchObject({ code: 0 });
  const text = gunzipSync(await readFile(join(folder, 'out.json.gz'))).toString();
  expect(text.trim().split('\n').sort()).toEqual([plain('1'), plain('2')]);
});

test('writes more than fits into one page or batch, and skips empty lines', async () => {
  const ids = Array.from({ length: 60 }, (_, index) => `i${String(index).padStart(2, '0')}`);
  const lines = ids.map((id) => plain(id, { text: { S: 'x'.repeat(30_000) } }));
  expect(await seedOf(`\n${lines.join('\n \n')}\n\n`)).toEqual({
    code: 0,
    said: `60 items of items.jsonl are in ${table}.`,
  });
  expect((await idsIn(table)).length).toBeLessThan(60);
  expect(await run('export', 'big.jsonl', table)).toMatchObject({ code: 0 });
  const written = (await readFile(join(folder, 'big.jsonl'), 'utf8')).trim().split('\n');
  expect(written.sort()).toEqual(lines);
});

test('keeps the later of two lines with the same key', async () => {
  const lines = [plain('1', { n: { N: '1' } }), plain('2'), plain('1', { n: { N: '2' } })];
  expect(await seedOf(lines.join('\n'))).toMatchObject({ code: 0 });
  const { Items } = await aws.dynamodb.send(new ScanCommand({ TableName: table }));
  expect(Items).toHaveLength(2);
  expect(Items).toContainEqual({ id: { S: '1' }, n: { N: '2' } });
});

test.each([
  ['no JSON', '{"Item":', 'is not JSON'],
  ['no object', '[]', 'is no JSON object'],
  ['an item alone', '{"id":{"S":"1"}}', 'has to be {"Item":{…}} and has "id"'],
  ['a member beside the item', '{"Item":{},"x":1}', 'has to be {"Item":{…}} and has "Item", "x"'],
  ['plain values', '{"Item":{"id":"1"}}', 'has no type for "id": write {"S":"…"}, {"N":"…"}, …'],
  ['no key', '{"Item":{"x":{"S":"1"}}}', 'has no "id" of type S, which is of the table\'s key'],
  [
    'a key of another type',
    '{"Item":{"id":{"N":"1"}}}',
    'has no "id" of type S, which is of the table\'s key',
  ],
  ['an empty key', '{"Item":{"id":{"S":""}}}', 'has an empty "id", which is of the table\'s key'],
  ['a number without quotes', plain('1', { n: { N: 1 } }), 'has to give N at "n" as a text in quotes'],
  ['no base64', plain('1', { m: { M: { l: { L: [{ B: '?' }] } } } }), 'has to give B at "m.l[0]" in base64'],
  [
    'an unknown type',
    plain('1', { n: { X: 1 } }),
    'has to give "n" one type of S, N, B, BOOL, NULL, SS, NS, BS, L, M',
  ],
  ['a set that is none', plain('1', { n: { SS: 'a' } }), 'has to give SS at "n" as a list'],
])('names the line with %s and writes nothing', async (_what, line, why) => {
  const { code, said } = await seedOf(`${plain('good')}\n\n${line}\n`);
  expect({ code, said }).toEqual({ code: 1, said: `items.jsonl, line 3 ${why}. Nothing was written.` });
  expect(await idsIn(table)).toEqual([]);
});

test('names the line that the table refuses, and says how much was written', async () => {
  const lines = Array.from({ length: 30 }, (_, index) => plain(`${index}`));
  lines[27] = plain('27', { n: { N: 'no number' } });
  expect(await seedOf(lines.join('\n'))).toEqual({
    code: 1,
    said: `Line 28 is refused: The parameter cannot be converted to a numeric value: no number. 27 of 30 items were written to ${table}. Once it is mended, the same command writes all of them again.`,
  });
  expect(await idsIn(table)).toHaveLength(27);
});

test.each([
  [
    'no file',
    'missing.jsonl',
    undefined,
    /^missing\.jsonl cannot be read: there is no such file\. Nothing was written\.$/,
  ],
  ['a folder', '.', undefined, / is no file: give one with a line for each item\. Nothing was written\.$/],
  [
    'no UTF-8',
    'latin.jsonl',
    Buffer.from([0xe4, 0x0a]),
    /cannot be read after line 0: it is not UTF-8\. Nothing/,
  ],
  [
    'a damaged pack',
    'x.gz',
    gzipSync(plain('1')).subarray(0, 20),
    /^x\.gz cannot be read after line 0: .*Nothing/,
  ],
])('says in a sentence what is wrong with %s', async (_what, name, content, message) => {
  if (content) await writeFile(join(folder, name), content);
  const { code, said } = await run('seed', name, table);
  expect(code).toBe(1);
  expect(said).toMatch(message);
  expect(await idsIn(table)).toEqual([]);
});

test('says that there is no such table, and leaves no half a file', async () => {
  expect(await run('export', 'none.jsonl', 'none')).toEqual({
    code: 1,
    said: 'There is no table none: name one by TABLE=…, or deploy first. none.jsonl was not written.',
  });
  expect((await readdir(folder)).filter((name) => name.startsWith('none'))).toEqual([]);
});

test('waits for a table that has no throughput left, and writes the rest', async () => {
  // Time passes only while something waits.
  const time = new TestClock();
  await using limited = await startEngine({ clock: time, realism: parseRealism('throughput') });
  const clock = { now: () => time.now(), sleep: async (ms: number) => time.advance(ms) };
  const batches: string[] = [];
  const clients = createClients(
    {
      endpoint: limited.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    },
    {
      clock,
      progress: silence,
      random: () => 0.5,
      onCall: ({ operation }) => operation === 'BatchWriteItem' && batches.push(operation),
    },
  );
  await clients.dynamodb.send(
    new CreateTableCommand({
      TableName: table,
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      ProvisionedThroughput: { ReadCapacityUnits: 100, WriteCapacityUnits: 20 },
    }),
  );
  const seeding = { file: join(folder, 'many.jsonl'), table };
  await writeFile(seeding.file, Array.from({ length: 30 }, (_, index) => plain(`${index}`)).join('\n'));
  const checked = await checkSeeds(seeding, clients);
  expect(await seedTable(seeding, checked, { clients, clock, progress: silence })).toBe(30);
  // Two would do where nothing is limited.
  expect(batches.length).toBeGreaterThan(2);
  const { Count } = await clients.dynamodb.send(new ScanCommand({ TableName: table, Select: 'COUNT' }));
  expect(Count).toBe(30);
  clients.destroy();
});
