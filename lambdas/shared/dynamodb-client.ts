import { DynamoDBClient } from './packages.ts';

/**
 * The client of all functions, made once a process. Region, credentials and endpoint come from Lambda's environment, as the SDK reads it.
 *
 * The SDK would wait minutes for an answer and try four times. An outage must become an error of ours before the function times out: two
 * tries of at most 1 s, 0.3 s of it for the connection, and a pause of less than 0.1 s. So a call fails within 2.2 s; give the functions a
 * timeout of 3 s or more (Lambda's default). Cognito gives up on its trigger after 5 s.
 *
 * The client's middleware never changes after it is made, so the SDK assembles it only for the first call of a kind.
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
