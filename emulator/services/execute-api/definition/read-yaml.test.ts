import { APIGatewayClient, GetResourcesCommand, ImportRestApiCommand } from '@aws-sdk/client-api-gateway';
import { expect, test } from '@jest/globals';
import { startEngine } from '../../../engine.ts';

async function startWithClient() {
  const engine = await startEngine();
  const client = new APIGatewayClient({
    endpoint: engine.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  return {
    client,
    endpoint: engine.endpoint,
    importYaml: (text: string) => client.send(new ImportRestApiCommand({ body: Buffer.from(text) })),
    async [Symbol.asyncDispose]() {
      client.destroy();
      await engine[Symbol.asyncDispose]();
    },
  };
}

const HEAD = "openapi: 3.0.1\ninfo: {title: long, version: '1'}\n";
const path = (index: number) =>
  `  /a-path-with-a-long-name-${index}:\n    get:\n      responses: {}\n      x-amazon-apigateway-integration: {type: mock}\n`;

test('imports long YAML', async () => {
  await using engine = await startWithClient();
  const paths = Array.from({ length: 100 }, (_, index) => path(index)).join('');
  const { id } = await engine.importYaml(`${HEAD}paths:\n${paths}`);
  const { items = [] } = await engine.client.send(new GetResourcesCommand({ restApiId: id, limit: 500 }));
  expect(items).toHaveLength(101);
});

test('answers others while it reads YAML that takes seconds, and refuses what is none', async () => {
  await using engine = await startWithClient();
  const answered: string[] = [];
  const hostile = engine.importYaml(`${HEAD}x: ${'['.repeat(100_000)}`).catch((error: Error) => {
    answered.push('hostile');
    return error.message;
  });
  // Each of these would wait behind the reader if that were not in a thread.
  for (let index = 0; index < 5; index += 1) {
    expect((await fetch(`${engine.endpoint}/_localstack/health`)).status).toBe(200);
    answered.push('health');
  }
  expect(await hostile).toContain('Invalid OpenAPI input');
  expect(answered).toEqual(['health', 'health', 'health', 'health', 'health', 'hostile']);
});

test('refuses YAML whose aliases swell', async () => {
  await using engine = await startWithClient();
  const rows = [...'bcdefghi'].map((name, index) => {
    const before = 'abcdefgh'[index];
    return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(', ')}]\n`;
  });
  const bomb = `${HEAD}a: &a [x, x, x, x, x, x, x, x, x]\n${rows.join('')}`;
  for (const text of [bomb, `${bomb}y: ${'y'.repeat(20_000)}\n`])
    await expect(engine.importYaml(text)).rejects.toMatchObject({ name: 'BadRequestException' });
});
