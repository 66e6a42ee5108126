import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Call, Operation } from '../../edge/operation.ts';
import { TestClock } from '../../store/clock.ts';
import { systemRandom } from '../../store/random.ts';
import { createTable } from './operations/create-table.ts';
import { deleteItem } from './operations/delete-item.ts';
import { putItem } from './operations/put-item.ts';
import { query } from './operations/query.ts';
import { scan } from './operations/scan.ts';
import { updateItem } from './operations/update-item.ts';
import { openTables, type Tables } from './tables.ts';
import { immediate } from './timings.ts';
import type { Item } from './values/attribute-value.ts';

const TableName = 'things';
const call = { region: 'us-east-1', accountId: '000000000000' } as unknown as Call;
const run = async <Answer>(operation: Operation<object, object>, input: object) =>
  (await operation.run(structuredClone(input), call)) as Answer;

interface Page {
  readonly Items: Item[];
  readonly LastEvaluatedKey?: Item;
}

const hash = (AttributeName: string) => ({ AttributeName, KeyType: 'HASH' });
const range = (AttributeName: string) => ({ AttributeName, KeyType: 'RANGE' });

/** What each index holds, as its definition says it. */
const INDEXES: Record<string, { keys: readonly string[]; shows?: readonly string[] }> = {
  all: { keys: ['g', 'n'] },
  keys: { keys: ['g'], shows: ['p', 's', 'g'] },
  local: { keys: ['p', 'n'], shows: ['p', 's', 'n', 'x'] },
  several: { keys: ['g', 'p', 'n', 's'] },
};

async function opened(): Promise<Tables> {
  const clock = new TestClock();
  const tables = await openTables({ folder: undefined, clock, random: systemRandom, timings: immediate });
  await run(createTable(tables, { clock, random: systemRandom }), {
    TableName,
    KeySchema: [hash('p'), range('s')],
    AttributeDefinitions: [
      { AttributeName: 'p', AttributeType: 'S' },
      { AttributeName: 's', AttributeType: 'S' },
      { AttributeName: 'g', AttributeType: 'S' },
      { AttributeName: 'n', AttributeType: 'N' },
    ],
    GlobalSecondaryIndexes: [
      { IndexName: 'all', KeySchema: [hash('g'), range('n')], Projection: { ProjectionType: 'ALL' } },
      { IndexName: 'keys', KeySchema: [hash('g')], Projection: { ProjectionType: 'KEYS_ONLY' } },
      {
        IndexName: 'several',
        KeySchema: [hash('g'), hash('p'), range('n'), range('s')],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
    LocalSecondaryIndexes: [
      {
        IndexName: 'local',
        KeySchema: [hash('p'), range('n')],
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['x'] },
      },
    ],
    BillingMode: 'PAY_PER_REQUEST',
  });
  return tables;
}

const small = (values: readonly string[]) => fc.constantFrom(...values).map((S) => ({ S }));
const key = fc.record({
  p: small(['a', 'b', 'ü']),
  s: small(['', 'a', 'a\0', 'a\x01', 'b', '😀', '\uffff'].map((s) => `k${s}`)),
});
const number = fc.constantFrom('-10', '-1', '0', '0.5', '1', '2', '10').map((N) => ({ N }));
const step = fc.oneof(
  fc.record({
    kind: fc.constant('put' as const),
    key,
    more: fc.record({ g: small(['x', 'y']), n: number, x: small(['1', '2']) }, { requiredKeys: [] }),
  }),
  fc.record({ kind: fc.constant('delete' as const), key }),
  fc.record({ kind: fc.constant('set' as const), key, g: small(['x', 'y']), n: number }),
  fc.record({ kind: fc.constant('remove' as const), key }),
);

type Step = typeof step extends fc.Arbitrary<infer Made> ? Made : never;

const nameOf = ({ p, s }: Item) => JSON.stringify([p, s]);

/** Makes a step in the engine and in a plain map. */
async function make(tables: Tables, model: Map<string, Item>, one: Step): Promise<void> {
  const name = nameOf(one.key);
  const before = model.get(name);
  if (one.kind === 'put') {
    const item = { ...one.key, ...one.more };
    await run(putItem(tables), { TableName, Item: item });
    model.set(name, item);
  } else if (one.kind === 'delete') {
    await run(deleteItem(tables), { TableName, Key: one.key });
    model.delete(name);
  } else if (one.kind === 'set') {
    await run(updateItem(tables), {
      TableName,
      Key: one.key,
      UpdateExpression: 'SET g = :g, n = :n',
      ExpressionAttributeValues: { ':g': one.g, ':n': one.n },
    });
    model.set(name, { ...(before ?? one.key), g: one.g, n: one.n });
  } else {
    await run(updateItem(tables), { TableName, Key: one.key, UpdateExpression: 'REMOVE g' });
    const { g: _, ...left }: Item = before ?? one.key;
    model.set(name, left);
  }
}

/** All pages of a read, of a few items each. */
async function everything(
  operation: Operation<object, object>,
  input: object,
  Limit: number,
): Promise<Item[]> {
  const found: Item[] = [];
  let ExclusiveStartKey: Item | undefined;
  do {
    const page: Page = await run(operation, { TableName, ...input, Limit, ExclusiveStartKey });
    found.push(...page.Items);
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return found;
}

const sorted = (items: Iterable<Item>) =>
  [...items].map((item) => JSON.stringify(Object.entries(item).sort())).sort();
const bytes = (left: string, right: string) => Buffer.compare(Buffer.from(left), Buffer.from(right));

test('holds what a plain map holds, and in each index the part that its definition says', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 40 }),
      fc.integer({ min: 1, max: 5 }),
      async (steps, limit) => {
        const tables = await opened();
        const model = new Map<string, Item>();
        for (const one of steps) await make(tables, model, one);
        expect(sorted(await everything(scan(tables), {}, limit))).toEqual(sorted(model.values()));
        for (const [IndexName, { keys, shows }] of Object.entries(INDEXES)) {
          const there = [...model.values()].filter((item) => keys.every((name) => item[name]));
          const shown = there.map((item) =>
            Object.fromEntries(Object.entries(item).filter(([name]) => !shows || shows.includes(name))),
          );
          expect(sorted(await everything(scan(tables), { IndexName }, limit))).toEqual(sorted(shown));
        }
        await tables.close();
      },
    ),
    { numRuns: 60 },
  );
});

test('finds by key conditions what a plain filter finds, in order, forwards and backwards', async () => {
  const conditions: Record<string, (s: string) => boolean> = {
    's = :v': (s) => s === 'ka',
    's < :v': (s) => bytes(s, 'ka') < 0,
    's <= :v': (s) => bytes(s, 'ka') <= 0,
    's > :v': (s) => bytes(s, 'ka') > 0,
    's >= :v': (s) => bytes(s, 'ka') >= 0,
    'begins_with(s, :v)': (s) => s.startsWith('ka'),
    's BETWEEN :v AND :v': (s) => s === 'ka',
  };
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 30 }),
      fc.constantFrom(...Object.keys(conditions)),
      fc.integer({ min: 1, max: 4 }),
      fc.boolean(),
      async (steps, condition, limit, forward) => {
        const tables = await opened();
        const model = new Map<string, Item>();
        for (const one of steps) await make(tables, model, one);
        const holds = conditions[condition] ?? (() => false);
        const wanted = [...model.values()]
          .filter(({ p, s }) => p?.S === 'a' && holds(s?.S ?? ''))
          .sort((left, right) => bytes(left['s']?.S ?? '', right['s']?.S ?? ''));
        const found = await everything(
          query(tables),
          {
            KeyConditionExpression: `p = :p AND ${condition}`,
            ExpressionAttributeValues: { ':p': { S: 'a' }, ':v': { S: 'ka' } },
            ScanIndexForward: forward,
          },
          limit,
        );
        expect(found.map(nameOf)).toEqual((forward ? wanted : wanted.reverse()).map(nameOf));
        await tables.close();
      },
    ),
    { numRuns: 80 },
  );
});

test('pages lose and double nothing while other items are written', async () => {
  const tables = await opened();
  const id = (index: number) => String(index).padStart(4, '0');
  const item = (index: number) => ({
    p: { S: `p${index % 7}` },
    s: { S: id(index) },
    g: { S: 'x' },
    n: { N: '1' },
  });
  for (let index = 0; index < 300; index += 1) await run(putItem(tables), { TableName, Item: item(index) });
  let done = false;
  const writing = (async () => {
    for (let index = 1000; !done; index += 1) {
      await run(putItem(tables), { TableName, Item: item(index) });
      await run(deleteItem(tables), { TableName, Key: { p: item(index).p, s: item(index).s } });
    }
  })();
  for (const input of [{}, { IndexName: 'all' }, { IndexName: 'local' }]) {
    const found = await everything(scan(tables), input, 17);
    const old = found.map(({ s }) => Number(s?.S)).filter((index) => index < 1000);
    expect(old.sort((a, b) => a - b)).toEqual(Array.from({ length: 300 }, (_, index) => index));
  }
  done = true;
  await writing;
  await tables.close();
});
