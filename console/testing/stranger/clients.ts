import type { TracedStack } from '../../../emulator/control/traces/testing/traced-stack.ts';

/** What every client of the stack's engine needs. */
export function access({ engine }: TracedStack) {
  return {
    endpoint: engine.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
}

/** A client that a block destroys at its end. */
export function disposable<Client extends { destroy(): void }>(
  client: Client,
): Disposable & { client: Client } {
  return { client, [Symbol.dispose]: () => client.destroy() };
}
