import { DynamoDBClient } from './packages.ts';

/**
 * The client of both functions, made once a process. Region, credentials and endpoint come from the environment
 * that Lambda sets, as the SDK reads it.
 *
 * The SDK would wait minutes for an answer and try four times. An outage must show as an error of ours before the
 * function's own timeout does: two tries of at most 1 s, 0.3 s of it for the connection, and a pause of well under
 * 0.1 s between them. So a call fails within 2.2 s; give the functions a timeout of 3 s or more (Lambda's default).
 * Cognito gives up on its trigger after 5 s.
 *
 * Nothing adds to the client's middleware after it is made, so the SDK puts it together for the first call of a kind alone.
 */
export function createDynamodbClient(): DynamoDBClient {
  return new DynamoDBClient({
    maxAttempts: 2,
    retryMode: 'standard',
    cacheMiddleware: true,
    requestHandler: {
      connectionTimeout: 300,
      requestTimeout: 1000,
      // Without it, the SDK only warns when the time is up.
      throwOnRequestTimeout: true,
    },
  });
}
