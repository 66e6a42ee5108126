import { afterAll, expect, test } from '@jest/globals';
import { type Fixture, start } from './testing/fixture.ts';
import { rawCall } from './testing/raw-call.ts';

const fixture: Fixture = await start();
const { endpoint } = fixture.engine;
afterAll(async () => fixture[Symbol.asyncDispose]());

test.each([
  ['application/x-amz-json-1.0', 'application/x-amz-json-1.0'],
  ['application/x-amz-json-1.0; charset=utf-8', 'application/x-amz-json-1.0'],
  ['application/json', 'application/json'],
])('answers %s with %s', async (asked, answered) => {
  for (const operation of ['ListTables', 'GetItem']) {
    const { headers } = await rawCall(endpoint, operation, {}, asked);
    expect(headers.get('content-type')).toBe(answered);
  }
});

test.each(['', 'null', '[]', '"x"', '{'])('refuses a body that is no object: %j', async (body) => {
  const { status, body: answer } = await rawCall(endpoint, 'ListTables', body);
  expect([status, answer]).toEqual([400, { __type: 'com.amazon.coral.service#SerializationException' }]);
});

test('does not know an operation that DynamoDB does not have', async () => {
  const { status, body } = await rawCall(endpoint, 'ListTable', {});
  expect([status, body]).toEqual([400, { __type: 'com.amazon.coral.service#UnknownOperationException' }]);
});

test('leaves out parameters that DynamoDB does not have', async () => {
  const body = { Limit: 1, NoSuchParameter: { a: 1 }, constructor: 'x' };
  expect(await rawCall(endpoint, 'ListTables', body)).toMatchObject({
    status: 200,
    body: { TableNames: [] },
  });
});

test.each([
  ['PutItem', (value: string) => `{"TableName":"deep","Item":{"a":${value}}}`],
  [
    'TransactWriteItems',
    (value: string) => `{"TransactItems":[{"Put":{"TableName":"deep","Item":{"a":${value}}}}]}`,
  ],
  [
    'ExecuteStatement',
    (value: string) => `{"Statement":"SELECT * FROM deep WHERE a = ?","Parameters":[${value}]}`,
  ],
])('%s refuses a value of any depth in the words for 33 levels', async (operation, around) => {
  for (const levels of [33, 1000, 100_000]) {
    const value = `${'{"L":['.repeat(levels)}{"S":"x"}${']}'.repeat(levels)}`;
    const { status, body } = await rawCall(endpoint, operation, around(value));
    expect({ levels, status, body }).toEqual({
      levels,
      status: 400,
      body: {
        __type: 'com.amazon.coral.validate#ValidationException',
        message:
          'Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit',
      },
    });
  }
});

test('gives each answer an id of 52 capitals and digits, and a checksum', async () => {
  const ids = new Set<string | null>();
  for (const operation of ['ListTables', 'GetItem', 'ListTable']) {
    const { headers } = await rawCall(endpoint, operation, {});
    expect(headers.get('x-amzn-requestid')).toMatch(/^[0-9A-Z]{52}$/);
    expect(headers.get('x-amz-crc32')).toMatch(/^\d+$/);
    ids.add(headers.get('x-amzn-requestid'));
  }
  expect(ids.size).toBe(3);
});
