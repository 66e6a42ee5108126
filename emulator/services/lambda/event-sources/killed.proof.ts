import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { expect, test } from '@jest/globals';
import { spawnEngine } from '../../../testing/engine-process.ts';
import { openLambdaClients } from '../testing/lambda-bench.ts';

const [ROUNDS, RETRIES, BATCH] = [4, 2, 5];

/** Hears what the function is given, outlives every engine, and says whether the function succeeds. */
async function listener(isGood: (ids: readonly string[]) => boolean) {
  const runs: string[][] = [];
  let told = () => {};
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const ids: string[] = JSON.parse(Buffer.concat(chunks).toString());
    runs.push(ids);
    response.end(isGood(ids) ? 'good' : 'bad');
    told();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    runs,
    /** Resolves once the condition holds, which is looked at after each run. */
    until: async (holds: () => boolean) => {
      while (!holds())
        await new Promise<void>((resolve) => {
          told = resolve;
        });
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function makeMapping(endpoint: string, table: DynamoDBClient, url: string): Promise<void> {
  const { TableDescription } = await table.send(
    new CreateTableCommand({
      TableName: 'people',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
    }),
  );
  using lambda = await openLambdaClients(endpoint);
  await lambda.iam.send(
    new PutRolePolicyCommand({
      RoleName: 'function-role',
      PolicyName: 'stream',
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' }],
      }),
    }),
  );
  await lambda.create(
    'f',
    `export const handler = async ({ Records }) => {
      const ids = Records.map(({ dynamodb }) => dynamodb.Keys.id.S);
      const answer = await fetch('${url}', { method: 'POST', body: JSON.stringify(ids) });
      if ((await answer.text()) !== 'good') throw new Error('bad');
    };`,
  );
  await lambda.client.send(
    new CreateEventSourceMappingCommand({
      FunctionName: 'f',
      EventSourceArn: TableDescription?.LatestStreamArn,
      StartingPosition: 'TRIM_HORIZON',
      BatchSize: BATCH,
      MaximumRetryAttempts: RETRIES,
    }),
  );
}

test('delivers each change of a stream at least once and in order, with exactly its retries, when the engine is killed while it delivers', async () => {
  const stateDir = await mkdtemp(join(tmpdir(), 'gatehouse-delivery-'));
  const answered: string[] = [];
  await using heard = await listener((ids) => !ids.some((id) => id.startsWith('bad')));
  const { runs } = heard;
  const delivered = () => new Set(runs.flat());
  try {
    for (let round = 0; round <= ROUNDS; round += 1) {
      await using engine = await spawnEngine({ STATE_DIR: stateDir });
      const table = new DynamoDBClient({
        endpoint: engine.endpoint,
        region: 'us-east-1',
        credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
        maxAttempts: 1,
      });
      if (round === 0) await makeMapping(engine.endpoint, table, heard.url);
      const first = runs.length;
      const recent = runs.slice(-2).flat();
      const before = new Set(runs.flat().filter((id) => !recent.includes(id)));
      // One after the other: their order is that of the stream.
      const put = async (id: string) => {
        await table.send(new PutItemCommand({ TableName: 'people', Item: { id: { S: id } } }));
        answered.push(id);
      };
      const writing = (async () => {
        for (let n = 0; n < 30; n += 1) await put(`${round}-${n}`);
        await put(`bad-${round}`);
      })().catch(() => undefined);
      if (round < ROUNDS) {
        // In turn while the function runs with good changes, and between the tries of a bad one.
        await heard.until(() =>
          round % 2 === 0
            ? runs.length > first + 3
            : runs.slice(first).filter((ids) => ids.includes(`bad-${round}`)).length === 2,
        );
        await engine.kill();
        await writing;
      } else {
        await writing;
        await put('last');
        await heard.until(() => delivered().has('last'));
      }
      table.destroy();
      const news = runs.slice(first);
      // What was passed is not delivered again, but for the last run, whose checkpoint may have been on its way when the engine died.
      expect(news.flat().filter((id) => before.has(id))).toEqual([]);
      // Each batch with a bad change is tried anew after a start, as often as its mapping says, until it is passed.
      for (const bad of new Set(news.flat().filter((id) => id.startsWith('bad')))) {
        const tries = news.filter((ids) => ids.includes(bad)).length;
        if (news.at(-1)?.includes(bad)) expect(tries).toBeLessThanOrEqual(1 + RETRIES);
        else expect([bad, tries]).toEqual([bad, 1 + RETRIES]);
      }
    }
    const seen = [...delivered()];
    expect(answered.filter((id) => !seen.includes(id))).toEqual([]);
    // The first delivery of each change is in the order of the stream; one whose answer the kill cut off may be there too.
    expect(seen.filter((id) => answered.includes(id))).toEqual(answered);
  } finally {
    await rm(stateDir, { recursive: true, force: true });
  }
}, 240_000);
