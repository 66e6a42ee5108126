import {
  type AttributeValue,
  CreateTableCommand,
  ExecuteStatementCommand,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { start } from './testing/fixture.ts';

const fixture = await start();
const { client } = fixture;
afterAll(async () => fixture[Symbol.asyncDispose]());

beforeAll(async () => {
  await client.send(
    new CreateTableCommand({
      TableName: 'music',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: ['pk', 'sk', 'gsiPk'].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S' as const,
      })),
      GlobalSecondaryIndexes: [
        {
          IndexName: 'gsi-inc',
          KeySchema: [{ AttributeName: 'gsiPk', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['projattr'] },
        },
      ],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
});

const put = (pk: string, sk: string, more: Record<string, AttributeValue> = {}) =>
  client.send(new PutItemCommand({ TableName: 'music', Item: { pk: { S: pk }, sk: { S: sk }, ...more } }));
const get = async (pk: string, sk = '1') =>
  (await client.send(new GetItemCommand({ TableName: 'music', Key: { pk: { S: pk }, sk: { S: sk } } }))).Item;
const run = (Statement: string, Parameters?: AttributeValue[]) =>
  client.send(new ExecuteStatementCommand({ Statement, Parameters }));
const refusal = (Statement: string, Parameters?: AttributeValue[]) =>
  run(Statement, Parameters).then(
    () => undefined,
    (error: Error) => error.message,
  );
const sks = async (where: string) =>
  (await run(`SELECT sk FROM "music" WHERE ${where}`)).Items?.map((item) => item['sk']?.S).sort();

test('inserts an item once', async () => {
  const statement = `INSERT INTO "music" VALUE {'pk': 'ins', 'sk': ?, 'tags': <<'a','b'>>, 'n': -1.50, 'm': {'l': [1, true, null]}}`;
  await expect(run(statement, [{ S: '1' }])).resolves.toMatchObject({ Items: [] });
  expect(await get('ins')).toEqual({
    pk: { S: 'ins' },
    sk: { S: '1' },
    tags: { SS: ['a', 'b'] },
    n: { N: '-1.5' },
    m: { M: { l: { L: [{ N: '1' }, { BOOL: true }, { NULL: true }] } } },
  });
  await expect(run(statement, [{ S: '1' }])).rejects.toMatchObject({
    name: 'DuplicateItemException',
    message: 'Duplicate primary key exists in table',
  });
});

test('selects by key, path and condition, and names columns by the end of their paths', async () => {
  await put('sel', '1', { age: { N: '30' }, m: { M: { k: { L: [{ S: 'c' }] } } } });
  await put('sel', '2', { age: { N: '10' } });
  const { Items } = await run(
    `SELECT age, m.k, m.k[0] FROM "music" WHERE pk = 'sel' AND age > ? -- old ones\n;`,
    [{ N: '20' }],
  );
  expect(Items).toEqual([{ age: { N: '30' }, k: { L: [{ S: 'c' }] }, 'k[0]': { S: 'c' } }]);
  expect((await run(`SELECT * FROM music WHERE pk = 'nobody'`)).Items).toEqual([]);
});

test.each([
  [`(sk='1' OR sk='2')`, ['1', '2']],
  [`sk IN ['1','2']`, ['1', '2']],
  [`sk IN ('2')`, ['2']],
  [`NOT sk='1'`, ['2']],
  [`sk > '0' AND sk <> '1'`, ['2']],
  [`'1' < sk`, ['2']],
  [`sk BETWEEN '1' AND '1'`, ['1']],
  [`begins_with("sk", '2')`, ['2']],
  [`flag IS MISSING`, ['2']],
  [`flag IS NOT MISSING AND flag IS STRING`, ['1']],
  [`attribute_exists(flag) = false`, ['2']],
  [`contains(flag, 'n') AND size(flag) = 3`, ['1']],
  [`(n BETWEEN - 2 AND +5) AND n > -5`, ['1']],
  [`n = 1e0 AND n = .1e1 AND n < 73100000e-1`, ['1']],
  [`size(flag) BETWEEN 2 AND 3`, ['1']],
  [`flag IN ['one', 'two'] AND NOT flag IN ('two', 'three')`, ['1']],
  [`flag NOT IN ['two']`, ['1', '2']],
  [`attribute_type(flag, 'S') AND n IS NUMERIC`, ['1']],
  [`none IS NULL`, ['1']],
  [`none IS NOT NULL`, ['2']],
  [`l[1].k = 'v' AND m."a b" = 'sp' AND m['a b'] <> 'x'`, ['1']],
  [`l = [1,{'k':'v'}] AND tags = <<'b','a'>>`, ['1']],
  [`NOT (n > 5) AND NOT NOT begins_with(flag, 'o')`, ['1']],
])('finds what %s says', async (where, wanted) => {
  await put('found', '1', {
    flag: { S: 'one' },
    n: { N: '1' },
    none: { NULL: true },
    tags: { SS: ['a', 'b'] },
    l: { L: [{ N: '1' }, { M: { k: { S: 'v' } } }] },
    m: { M: { 'a b': { S: 'sp' } } },
  });
  await put('found', '2');
  expect(await sks(`pk='found' AND ${where}`)).toEqual(wanted);
});

const compared: [where: string, wanted: string[], parameter?: AttributeValue][] = [
  [`contains(s, 'x') = yes`, ['1']],
  [`yes = contains(s, 'x')`, ['1']],
  [`contains(s, 'x') <> yes`, ['2', '3']],
  [`contains(s, 'x') = no`, ['2']],
  [`contains(s, 'x') = begins_with(s, 'a')`, ['3']],
  [`contains(s, 'x') <> begins_with(s, 'a')`, ['1', '2']],
  [`(s IS MISSING) = (yes IS MISSING)`, ['1', '2', '3']],
  [`contains(s, 'x') = ?`, ['1'], { BOOL: true }],
  [`contains(s, 'x') = ?`, ['2', '3'], { BOOL: false }],
  [`contains(s, 'x') = ?`, [], { S: 'true' }],
  [`contains(s, 'x') <> ?`, ['1', '2', '3'], { N: '1' }],
  [`n = 1 = true`, ['1']],
  [`(n = 1) = (s = 'ax') = false`, ['1']],
];
test.each(compared.map(([where, wanted, parameter]) => ({ where, wanted, parameter })))(
  'compares a condition as $where says with $parameter (a guess)',
  async ({ where, wanted, parameter }) => {
    await put('truth', '1', { s: { S: 'x' }, yes: { BOOL: true }, no: { BOOL: false }, n: { N: '1' } });
    await put('truth', '2', { s: { S: 'ab' }, yes: { BOOL: true }, no: { BOOL: false } });
    await put('truth', '3', { s: { S: 'b' }, yes: { S: 'true' } });
    const { Items } = await run(
      `SELECT sk FROM "music" WHERE pk='truth' AND ${where}`,
      parameter && [parameter],
    );
    expect(Items?.map((item) => item['sk']?.S).sort()).toEqual(wanted);
  },
);

test('writes by a condition that is compared with an attribute (a guess)', async () => {
  await put('truth-w', '1', { s: { S: 'x' }, yes: { BOOL: true } });
  await run(`UPDATE music SET n = 1 WHERE pk='truth-w' AND sk='1' AND contains(s, 'x') = yes`);
  expect((await get('truth-w'))?.['n']).toEqual({ N: '1' });
  await expect(
    run(`DELETE FROM music WHERE pk='truth-w' AND sk='1' AND contains(s, 'x') <> yes`),
  ).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
});

test.each([
  [`1 + n + 2`, '8'],
  [`(n + 1) - 2`, '4'],
  [`n + -1`, '4'],
  [`10 - (n - 2)`, '7'],
  [`n + other`, '7'],
  [`other - n`, '-3'],
  [`if_not_exists(n, 1) + 1 + 1`, '7'],
  [`1 + 2`, '3'],
])('sets %s', async (value, wanted) => {
  await put('sum', '1', { n: { N: '5' }, other: { N: '2' } });
  const { Items } = await run(
    `UPDATE music SET r = ${value} WHERE pk='sum' AND sk='1' RETURNING MODIFIED NEW *`,
  );
  expect(Items).toEqual([{ r: { N: wanted } }]);
});

test('updates with the condition before the changes', async () => {
  await put('ff', '1', { a: { N: '1' }, b: { S: 'bee' } });
  const { Items } = await run(
    `from music where pk = ? AND sk = '1' AND a = 1 set c = ? REMOVE b RETURNING ALL NEW *`,
    [{ S: 'ff' }, { N: '7' }],
  );
  expect(Items).toEqual([{ pk: { S: 'ff' }, sk: { S: '1' }, a: { N: '1' }, c: { N: '7' } }]);
  for (const where of [`pk = 'ff' AND sk = '1' AND a = 2`, `pk = 'ff-none' AND sk = '1'`])
    await expect(run(`FROM music WHERE ${where} SET c = 5`)).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
    });
});

test('rejects a condition that cannot be before it looks the table up', async () => {
  expect(
    await refusal(`SELECT pk FROM "nowhere" WHERE pk = ? AND val < ?`, [{ S: 'x' }, { BOOL: true }]),
  ).toBe('Incorrect operand type for operator or function; operator or function: <, operand type: BOOL');
});

test('reads several partitions, and the whole table if it must', async () => {
  await put('many-1', '1', { mark: { S: 'many' } });
  await put('many-2', '2', { mark: { S: 'many' } });
  expect(await sks(`pk IN ['many-1', 'many-2']`)).toEqual(['1', '2']);
  expect(await sks(`pk = 'many-1' OR pk = 'many-2'`)).toEqual(['1', '2']);
  expect(await sks(`(pk = 'many-1' AND sk = '1') OR (pk = 'many-2' AND sk = 'x')`)).toEqual(['1']);
  expect(await sks(`mark = 'many'`)).toEqual(['1', '2']);
});

test('continues after the last page', async () => {
  for (const sk of ['1', '2', '3']) await put('page', sk);
  const Statement = `SELECT sk FROM music WHERE pk = 'page' ORDER BY sk DESC`;
  const first = await client.send(new ExecuteStatementCommand({ Statement, Limit: 2 }));
  expect(first.Items?.map((item) => item['sk']?.S)).toEqual(['3', '2']);
  const { NextToken } = first;
  const second = await client.send(new ExecuteStatementCommand({ Statement, Limit: 2, NextToken }));
  expect(second.Items?.map((item) => item['sk']?.S)).toEqual(['1']);
  expect(second.NextToken).toBeUndefined();
  await expect(
    client.send(new ExecuteStatementCommand({ Statement: `SELECT * FROM music`, NextToken })),
  ).rejects.toThrow('NextToken does not match request');
  await expect(client.send(new ExecuteStatementCommand({ Statement, NextToken: 'x' }))).rejects.toThrow(
    'Invalid NextToken',
  );
});

test('reads no more items than the limit, over several partitions too', async () => {
  for (const pk of ['lim-1', 'lim-2', 'lim-3']) await put(pk, pk);
  const Statement = `SELECT sk FROM music WHERE pk IN ['lim-1', 'lim-2', 'lim-3']`;
  const pages: (string | undefined)[][] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(new ExecuteStatementCommand({ Statement, Limit: 2, NextToken }));
    pages.push(page.Items?.map((item) => item['sk']?.S) ?? []);
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  expect(pages.every((page) => page.length <= 2)).toBe(true);
  expect(pages.flat()).toEqual(['lim-1', 'lim-2', 'lim-3']);
});

test('updates an existing item, and returns what was asked for', async () => {
  await put('upd', '1', { n: { N: '5' }, tags: { SS: ['a', 'b'] }, l: { L: [{ S: 'x' }] }, old: { S: 'o' } });
  const { Items } = await run(
    `UPDATE "music" SET n=n-1 SET tags = set_add(tags, <<'c'>>), l = list_append(l, ['y']) REMOVE old WHERE (pk='upd' AND sk='1') AND n = 5 RETURNING MODIFIED NEW *`,
  );
  expect(Items).toEqual([
    { n: { N: '4' }, tags: { SS: ['a', 'b', 'c'] }, l: { L: [{ S: 'x' }, { S: 'y' }] } },
  ]);
  expect((await get('upd'))?.['old']).toBeUndefined();
  await run(`UPDATE "music" SET tags = set_delete(tags, <<'a','b','c'>>) WHERE pk='upd' AND sk='1'`);
  expect((await get('upd'))?.['tags']).toBeUndefined();
});

test('rejects an update of a missing item, or one that does not fit', async () => {
  await put('cond', '1', { n: { N: '5' } });
  for (const where of [`pk='cond' AND sk='1' AND n = 6`, `pk='cond' AND sk='none'`]) {
    await expect(run(`UPDATE music SET n = 1 WHERE ${where}`)).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
    });
  }
  await expect(
    client.send(
      new ExecuteStatementCommand({
        Statement: `UPDATE music SET n = 1 WHERE pk='cond' AND sk='1' AND n = 6`,
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    ),
  ).rejects.toMatchObject({ Item: { n: { N: '5' } } });
  expect((await get('cond'))?.['n']).toEqual({ N: '5' });
});

test('deletes an item, also a missing one, and returns it', async () => {
  await put('del', '1', { n: { N: '5' } });
  await expect(run(`DELETE FROM music WHERE pk='del' AND sk='1' AND n = 6`)).rejects.toMatchObject({
    name: 'ConditionalCheckFailedException',
  });
  await expect(
    run(`DELETE FROM music WHERE pk='del' AND sk='1' AND (n = 6 OR NOT n = 5)`),
  ).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
  const { Items } = await run(`DELETE FROM music WHERE pk='del' AND sk='1' AND n = 5 RETURNING ALL OLD *`);
  expect(Items).toEqual([{ pk: { S: 'del' }, sk: { S: '1' }, n: { N: '5' } }]);
  await expect(run(`DELETE FROM music WHERE pk='del' AND sk='1' AND n = 5`)).resolves.toMatchObject({
    Items: [],
  });
});

test('reads an index as it projects', async () => {
  await put('idx', '1', { gsiPk: { S: 'y' }, projattr: { S: 'p' }, other: { S: 'o' } });
  expect((await run(`SELECT * FROM "music"."gsi-inc" WHERE gsiPk = 'y'`)).Items).toEqual([
    { pk: { S: 'idx' }, sk: { S: '1' }, gsiPk: { S: 'y' }, projattr: { S: 'p' } },
  ]);
  expect((await run(`SELECT pk FROM "music"."gsi-inc" WHERE other = 'o'`)).Items).toEqual([]);
  const lacking =
    'One or more parameter values were invalid: Secondary index gsi-inc does not project one or more filter attributes:';
  const filter = (where: string) => refusal(`SELECT pk FROM "music"."gsi-inc" WHERE gsiPk='y' AND ${where}`);
  expect(await filter(`b='1' AND (a='2' OR projattr='3')`)).toBe(`${lacking} [a, b]`);
  expect(await filter(`(zz='1' OR aa='2' OR mm='3')`)).toBe(`${lacking} [zz, aa, mm]`);
  expect(await refusal(`SELECT other FROM "music"."gsi-inc" WHERE gsiPk = 'y'`)).toBe(
    'One or more parameter values were invalid: Global secondary index gsi-inc does not project [other]',
  );
  await expect(
    client.send(
      new ExecuteStatementCommand({
        Statement: `SELECT * FROM "music"."gsi-inc" WHERE gsiPk = 'y'`,
        ConsistentRead: true,
      }),
    ),
  ).rejects.toThrow('Strongly consistent read is not supported on Global Secondary Indexes');
});

test('rejects an unknown table', async () => {
  await expect(run(`SELECT * FROM "nowhere" WHERE pk = 'x'`)).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Requested resource not found',
  });
});

const OVERLAPPING = 'Overlapping conditions with range keys are not supported in where clause';
const MALFORMED = "Statement wasn't well formed, can't be processed: ";
const SELECT = `SELECT * FROM "music" WHERE pk = 'x' AND sk = '1' AND `;
const UPDATE = `UPDATE "music" SET `;
const KEY = ` WHERE pk = 'x' AND sk = '1'`;
const TYPE = 'Incorrect operand type for operator or function; operator or function:';

const LEFTOVER = `${MALFORMED}Unexpected token after expression`;
const NO_RIGHT = `${MALFORMED}Missing right-hand side expression of infix operator`;
const NO_KEY = 'Where clause does not contain a mandatory equality on all key attributes';
const OVERFLOW = 'Number overflow. Attempting to store a number with magnitude larger than supported range';
const UNDERFLOW =
  'Number underflow. Attempting to store a number with magnitude smaller than supported range';
const MANY_DIGITS = 'Attempting to store more than 38 significant digits in a Number';

test.each([
  [`SELECTT * FROMM "music"`, `${MALFORMED}Expected data manipulation`],
  [`SELECT * FROM "music" WHERE pk = 1 e5`, LEFTOVER],
  [`INSERT INTO "music" VALUE {'pk': 'x'} foo`, LEFTOVER],
  [`INSERT INTO "music" t VALUE {'pk': 'x'}`, LEFTOVER],
  [`SELECT * FROM "music" WHERE pk = 1)`, LEFTOVER],
  [`DELETE FROM "music" WHERE pk = 'x' ORDER BY pk`, LEFTOVER],
  [`SELECT * FROM "music" ORDER BY pk WHERE pk = 'x'`, LEFTOVER],
  [`FROM "music" SET c = 1 WHERE pk = 'x'`, LEFTOVER],
  [`FROM "music" SET c = 1`, NO_KEY],
  [`FROM "music" WHERE a = 1 REMOVE c`, NO_KEY],
  [`SELECT * FROM "music" WHERE pk = 1e2147483648`, MALFORMED],
  [`SELECT * FROM "music" WHERE pk = 1.5e-2147483647`, MALFORMED],
  [`SELECT * FROM "music" WHERE pk = 1 # note`, MALFORMED],
  [`SELECT * FROM "music" WHERE pk = 1 /* note`, MALFORMED],
  [`SELECT * FROM "music" t WHERE pk = 'x'`, 'Aliasing is not supported'],
  [`SELECT * FROM "music" AS t WHERE pk = 'x'`, 'Aliasing is not supported'],
  [`UPDATE "music" t SET a = 3 WHERE pk = 'x'`, 'Aliasing is not supported'],
  [`DELETE FROM "music" t WHERE pk = 'x'`, 'Aliasing is not supported'],
  [`SELECT * FROM "music" WHERE a = 1e126`, `${OVERFLOW} under root`],
  [`SELECT * FROM "music" WHERE a = 1e-131`, `${UNDERFLOW} under root`],
  [`SELECT * FROM "music" WHERE a = 123456789012345678901234567890123456789`, `${MANY_DIGITS} under root`],
  [`${UPDATE}a = 1e-131${KEY}`, `${UNDERFLOW} under root`],
  [`INSERT INTO "music" VALUE {'pk': 'x', 'm': {'x': 1e126}}`, `${OVERFLOW} under root.x`],
  [`INSERT INTO "music" VALUE {'pk': 'x', 'l': [1, 1e126]}`, `${OVERFLOW} under root[1]`],
  [`SELECT * FROM "music" WHERE`, `${MALFORMED}Unexpected term`],
  [`SELECT * FROM "music" WHERE;`, `${MALFORMED}Unexpected term`],
  [`UPDATE "music" SET a = 1 WHERE`, `${MALFORMED}Unexpected term`],
  [`SELECT * FROM "music" WHERE NOT`, `${MALFORMED}Unexpected term`],
  [`SELECT * FROM "music" WHERE (`, `${MALFORMED}Unexpected term`],
  [`SELECT * FROM`, `${MALFORMED}Unexpected term`],
  [`SELECT * FROM "music" WHERE pk = 'x' AND`, NO_RIGHT],
  [`SELECT * FROM "music" WHERE pk = 'x' OR`, NO_RIGHT],
  [`SELECT * FROM "music" WHERE ORDER BY pk`, `${MALFORMED}Unexpected keyword`],
  [`SELECT * FROM "music" WHERE pk = 'a' AND x IS FOO`, `${MALFORMED}Expected type name`],
  [`SELECT * FROM "music" WHERE IS NULL`, `${MALFORMED}Unexpected operator`],
  [`SELECT * FROM "music" WHERE pk = LIKE`, `${MALFORMED}Unexpected operator`],
  [`DELETE FROM`, `${MALFORMED}Expected identifier for simple path`],
  [`DELETE FROM;`, `${MALFORMED}Expected identifier for simple path`],
  [`DELETE FROM WHERE pk = 'a'`, `${MALFORMED}Expected identifier for simple path`],
  [`SELECT * FROM "music" WHERE pk = 'a' AND x = 'b' OR pk = 'a' AND sk = '2'`, OVERLAPPING],
  [`${SELECT}n = 5 + 5`, 'Unsupported operator in Condition Expression. Operator: +'],
  [
    `${SELECT}n = -m`,
    'Incorrect number of operands for operator or function; operator or function: -, number of operands: 1',
  ],
  [`SELECT * FROM "music`, MALFORMED],
  [`${UPDATE}t=1${KEY} garbage`, `${MALFORMED}Unexpected token after expression`],
  [`${SELECT}attribute_exists(m.inner)`, `${MALFORMED}Invalid path dot component`],
  [`SELECT * FROM "music"."a"."b"`, 'A path may contain at most 2 components in the FROM clause'],
  [`SELECT * FROM ""`, 'Path component cannot be an empty string'],
  [`SELECT * FROM "music"."none"`, 'The table does not have the specified index'],
  [`SELECT l[-1] FROM "music"`, 'List index is not within the allowable range; index: [-1] at 1:11:1'],
  [`SELECT attribute_exists(a) FROM "music"`, 'Unexpected path component at 1:8:16'],
  [`${SELECT}EXISTS(ss)`, `Unrecognized function: exists at 1:${SELECT.length + 1}:6`],
  [
    `${SELECT}attribute_exists('ss')`,
    'Operator or function requires a document path; operator or function: attribute_exists',
  ],
  [
    `${SELECT}attribute_exists()`,
    'Incorrect number of operands for operator or function; operator or function: attribute_exists, number of operands: 0',
  ],
  [`${SELECT}attribute_type(l, true)`, `${TYPE} attribute_type, operand type: BOOL`],
  [`${SELECT}v < true`, `${TYPE} <, operand type: BOOL`],
  [
    `SELECT * FROM "music" WHERE pk = 1`,
    "Key attribute's data type should match its data type in table's schema: Key pk",
  ],
  [
    `SELECT * FROM "music" WHERE pk IN ['a','a']`,
    'Overlapping conditions with range keys are not supported in where clause',
  ],
  [
    `SELECT * FROM "music" WHERE pk='a' AND (sk='1' OR flag='two')`,
    'Overlapping conditions with range keys are not supported in where clause',
  ],
  [
    `SELECT * FROM "music" WHERE pk IN [${Array.from({ length: 51 }, (_, n) => n).map((n) => `'${n}'`)}]`,
    'Too many decomposed read operations for a given query.',
  ],
  [
    `EXISTS(SELECT * FROM "music"${KEY} AND a = 1)`,
    'EXISTS can only be used in ExecuteTransaction write requests.',
  ],
  [
    `UPDATE "music" SET a = 1 WHERE pk = 'x'`,
    'Where clause does not contain a mandatory equality on all key attributes',
  ],
  [
    `${UPDATE}a = 1${KEY} AND pk = 'y'`,
    'Multiple conditions on same key pk. Only single item Update/Insert/Delete are supported',
  ],
  [
    `DELETE FROM "music"${KEY} RETURNING ALL NEW *`,
    'Invalid returning clause: RETURNING ALL NEW *. Only RETURNING ALL OLD * is allowed in DELETE statements.',
  ],
  [
    `${UPDATE}t = set_add(ss, <<'x'>>)${KEY}`,
    'The first argument to SET_ADD must equal the assignment value at 1:24:7',
  ],
  [
    `${UPDATE}"ss" = set_add("ss", ['x'])${KEY}`,
    'The second argument to SET_ADD must be a value with type SET at 1:35:4',
  ],
  [`${UPDATE}ss = set_add(ss, <<>>)${KEY}`, 'Empty bags are not supported'],
  [
    `${UPDATE}ss = set_add(ss, <<'x','x'>>)${KEY}`,
    'One or more parameter values were invalid: Input collection [x, x] contains duplicates.',
  ],
  [`${UPDATE}n = 'a' + 1${KEY}`, `${TYPE} +, operand type: S`],
  [
    `${UPDATE}d = ${'['.repeat(32)}1${']'.repeat(32)}${KEY}`,
    `Nesting Levels have exceeded supported limits under root${'[0]'.repeat(32)}`,
  ],
])('rejects %s', async (statement, message) => {
  expect(await refusal(statement)).toBe(message);
});

const parts = (value: string, times: number): string =>
  times === 0 ? `a = ${value}` : `(${parts(value, times - 1)}) = b`;

test.each([
  [`${SELECT}${parts('1', 5)}`, 'Unsupported operator in Condition Expression. Operator: ='],
  [`${UPDATE}a = n + m + o${KEY}`, 'Unsupported operator in Update Expression. Operator: +'],
  [`SELECT * FROM table`, `${MALFORMED}Unexpected keyword`],
])('rejects %s (a guess)', async (statement, message) => {
  expect(await refusal(statement)).toBe(message);
});

test.each([
  [{ N: '1e99999999999' }, 'The parameter cannot be converted to a numeric value: 1e99999999999'],
  [{ N: '' }, 'The parameter cannot be converted to a numeric value'],
  [{ L: [{ N: '1' }, { N: 'abc' }] }, 'The parameter cannot be converted to a numeric value: abc'],
  [{ NS: ['1', '1e2147483648'] }, 'The parameter cannot be converted to a numeric value: 1e2147483648'],
] as [AttributeValue, string][])('rejects the parameter %j', async (parameter, message) => {
  expect(await refusal(`SELECT * FROM "music" WHERE pk = 'x' AND n = ?`, [parameter])).toBe(message);
});

test('rejects parameters that are missing, too few, or inside a value', async () => {
  expect(await refusal(`UPDATE "music" SET WHERE`, [{ SS: ['a', 'a'] }])).toBe(
    'One or more parameter values were invalid: Input collection [a, a] contains duplicates.',
  );
  expect(await refusal(`SELECT * FROM "music" WHERE pk = ?`)).toBe(
    "Number of parameters in request and statement don't match.",
  );
  expect(await refusal(`${UPDATE}x = [?]${KEY}`, [{ S: 'v' }])).toBe(
    'Unsupported data type: Parameter under key root[0] at 1:25:1',
  );
});
