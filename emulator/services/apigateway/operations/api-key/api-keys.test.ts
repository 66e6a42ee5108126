import {
  CreateApiKeyCommand,
  DeleteApiKeyCommand,
  GetApiKeyCommand,
  GetApiKeysCommand,
  GetTagsCommand,
  GetUsagePlanKeysCommand,
  ImportApiKeysCommand,
  TagResourceCommand,
  UpdateApiKeyCommand,
} from '@aws-sdk/client-api-gateway';
import { expect, test } from '@jest/globals';
import { startWithFunctions } from '../../testing/engine-with-functions.ts';
import { createMeteredApi } from '../../testing/metered-api.ts';

const badRequest = (message: string) => ({ name: 'BadRequestException', message });

test('creates a key disabled unless asked, and shows its value only then or on request', async () => {
  await using engine = await startWithFunctions();
  const { client } = engine;
  const made = await client.send(new CreateApiKeyCommand({ name: 'one' }));
  expect(made).toMatchObject({
    name: 'one',
    enabled: false,
    stageKeys: [],
    value: expect.stringMatching(/^[A-Za-z0-9]{40}$/),
    $metadata: expect.objectContaining({ httpStatusCode: 201 }),
  });
  const get = (includeValue?: boolean) =>
    client.send(new GetApiKeyCommand({ apiKey: made.id, includeValue }));
  expect(await get()).toMatchObject({ id: made.id, tags: {} });
  expect((await get()).value).toBeUndefined();
  expect((await get(true)).value).toBe(made.value);
});

test('lists keys newest first, by name prefix, in pages', async () => {
  await using engine = await startWithFunctions();
  const { client } = engine;
  for (const name of ['test-a', 'test-b', 'other']) await client.send(new CreateApiKeyCommand({ name }));
  const names = async (input: object) =>
    (await client.send(new GetApiKeysCommand(input))).items?.map(({ name }) => name);
  expect(await names({})).toEqual(['other', 'test-b', 'test-a']);
  expect(await names({ nameQuery: 'test' })).toEqual(['test-b', 'test-a']);
  expect(await names({ nameQuery: 'TEST' })).toEqual([]);
  expect(await names({ limit: -1 })).toEqual([]);
  const { items, position } = await client.send(new GetApiKeysCommand({ limit: 1 }));
  expect(items).toHaveLength(1);
  expect(await names({ limit: 1, position })).toEqual(['test-b']);
});

test.each([
  [{ name: 'a'.repeat(1025) }, 'Invalid API Key name, can be at most 1024 characters.'],
  [{ value: 'short' }, 'API Key value should be at least 20 characters'],
  [{ value: 'a'.repeat(129) }, 'API Key value exceeds maximum size of 128 characters'],
  [{ description: 'a'.repeat(125_001) }, 'Invalid API Key description specified.'],
])('rejects a key that breaks a limit', async (input, message) => {
  await using engine = await startWithFunctions();
  await expect(engine.client.send(new CreateApiKeyCommand(input))).rejects.toMatchObject(badRequest(message));
});

test('rejects a duplicate value', async () => {
  await using engine = await startWithFunctions();
  const value = 'v'.repeat(20);
  await engine.client.send(new CreateApiKeyCommand({ value }));
  await expect(engine.client.send(new CreateApiKeyCommand({ value }))).rejects.toMatchObject({
    name: 'ConflictException',
  });
});

test('changes a key and deletes it', async () => {
  await using engine = await startWithFunctions();
  const { client } = engine;
  const { id: apiKey, value } = await client.send(new CreateApiKeyCommand({ name: 'one' }));
  const patch = (path: string, to: string) =>
    client.send(new UpdateApiKeyCommand({ apiKey, patchOperations: [{ op: 'replace', path, value: to }] }));
  expect(await patch('/name', 'two')).toMatchObject({ name: 'two', tags: {} });
  expect(await patch('/enabled', 'not-a-boolean')).toMatchObject({ enabled: false });
  expect(await patch('/enabled', 'true')).toMatchObject({ enabled: true });
  await expect(patch('/id', 'new')).rejects.toMatchObject(
    badRequest(
      "Invalid patch path  '/id' specified for op 'replace'. Must be one of: [/description, /enabled, /name, /customerId]",
    ),
  );
  await client.send(new DeleteApiKeyCommand({ apiKey }));
  await expect(client.send(new GetApiKeyCommand({ apiKey }))).rejects.toMatchObject({
    name: 'NotFoundException',
    message: 'Invalid API Key identifier specified',
  });
  expect((await client.send(new CreateApiKeyCommand({ value }))).value).toBe(value);
});

test('tags a key', async () => {
  await using engine = await startWithFunctions();
  const { id } = await engine.client.send(new CreateApiKeyCommand({ tags: { a: '1' } }));
  const resourceArn = `arn:aws:apigateway:us-east-1::/apikeys/${id}`;
  await engine.client.send(new TagResourceCommand({ resourceArn, tags: { b: '2' } }));
  expect((await engine.client.send(new GetTagsCommand({ resourceArn }))).tags).toEqual({ a: '1', b: '2' });
});

test('imports keys from a file, into the plans that it names', async () => {
  await using engine = await startWithFunctions();
  const { client } = engine;
  const api = await createMeteredApi(client);
  const [first, second] = [await api.plan(), await api.plan({ apiStages: [] })];
  const file = [
    'Name,key,description,Enabled,usageplanIds',
    `"Ann, ""A""",${'a'.repeat(20)},,true,"${first},${second}"`,
    `Ben,${'b'.repeat(20)},second,FALSE,`,
    'Short,no,,true,',
    `Lost,${'c'.repeat(20)},,true,nowhere`,
  ].join('\r\n');
  const body = Buffer.from(file);
  await expect(
    client.send(new ImportApiKeysCommand({ body, format: 'csv', failOnWarnings: true })),
  ).rejects.toMatchObject({ name: 'BadRequestException' });
  expect((await client.send(new GetApiKeysCommand({}))).items).toEqual([]);

  const { ids = [], warnings } = await client.send(new ImportApiKeysCommand({ body, format: 'csv' }));
  expect(warnings).toEqual([
    'Line 4: API Key value should be at least 20 characters',
    'Line 5: Invalid Usage Plan ID specified',
  ]);
  const { items } = await client.send(new GetApiKeysCommand({ includeValues: true }));
  expect(items).toMatchObject([
    { id: ids[1], name: 'Ben', description: 'second', enabled: false, value: 'b'.repeat(20) },
    { id: ids[0], name: 'Ann, "A"', enabled: true, value: 'a'.repeat(20) },
  ]);
  for (const usagePlanId of [first, second]) {
    const keys = await client.send(new GetUsagePlanKeysCommand({ usagePlanId }));
    expect(keys.items).toMatchObject([{ id: ids[0] }]);
  }
});
