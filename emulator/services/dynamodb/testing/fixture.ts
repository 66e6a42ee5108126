import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type Engine, type EngineOptions, startEngine } from '../../../engine.ts';

/** An engine of a test's own, with a client that does not try again; disposed of together. */
export interface Fixture extends AsyncDisposable {
  engine: Engine;
  client: DynamoDBClient;
}

export async function start(options: EngineOptions = {}): Promise<Fixture> {
  const engine = await startEngine(options);
  const client = new DynamoDBClient({
    endpoint: engine.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  return {
    engine,
    client,
    async [Symbol.asyncDispose]() {
      client.destroy();
      await engine[Symbol.asyncDispose]();
    },
  };
}

/** The table of the stack: one key, billed by request. */
export const USER_TABLE = {
  TableName: 'user',
  KeySchema: [{ AttributeName: 'authentication', KeyType: 'HASH' as const }],
  AttributeDefinitions: [{ AttributeName: 'authentication', AttributeType: 'S' as const }],
  BillingMode: 'PAY_PER_REQUEST' as const,
};
