import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PersonRecord } from '../../lambdas/shared/person-record.ts';

/** A table with one person, at a local address. */
export interface StandInTable extends AsyncDisposable {
  readonly endpoint: string;
}

/**
 * Answers every call like DynamoDB's GetItem for this person, so that a function can judge a good credential without an account, and
 * without reading anybody's credential.
 */
export async function openStandInTable(record: PersonRecord): Promise<StandInTable> {
  const Item = Object.fromEntries(
    Object.entries(record).map(([name, value]) => [
      name,
      typeof value === 'boolean' ? { BOOL: value } : { S: value },
    ]),
  );
  const body = JSON.stringify({ Item, Items: [Item], Count: 1, ScannedCount: 1 });
  const server = createServer((request, response) => {
    request.resume();
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    response.end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      if (server.listening) await once(server, 'close');
    },
  };
}
