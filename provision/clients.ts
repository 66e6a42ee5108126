import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { STSClient } from '@aws-sdk/client-sts';
import type { Config } from './config.ts';
import { type CallPolicy, sendPatiently } from './reconcile/calls.ts';

/** One client for each service, all over the same connections. */
export interface Clients {
  readonly apigateway: APIGatewayClient;
  readonly apigatewayv2: ApiGatewayV2Client;
  readonly cognito: CognitoIdentityProviderClient;
  readonly dynamodb: DynamoDBClient;
  readonly iam: IAMClient;
  readonly lambda: LambdaClient;
  readonly logs: CloudWatchLogsClient;
  readonly sts: STSClient;
  /** Closes their connections. */
  destroy(): void;
}

/**
 * Makes the clients. Their own retries are off, because three attempts in two seconds do not outlast API Gateway's quotas; `policy` decides
 * instead (calls.ts). On local targets endpoint and credentials are explicit, so that nothing in the environment or in a home directory is
 * consulted for either.
 */
export function createClients(
  config: Pick<Config, 'region' | 'endpoint' | 'credentials'>,
  policy: CallPolicy,
): Clients {
  // TCP_NODELAY is Node's default for its HTTP agents; keep-alive saves a handshake for each of a hundred calls.
  const agents = {
    httpAgent: new HttpAgent({ keepAlive: true, maxSockets: 32 }),
    httpsAgent: new HttpsAgent({ keepAlive: true, maxSockets: 32 }),
  };
  const settings = {
    region: config.region,
    maxAttempts: 1,
    requestHandler: {
      ...agents,
      connectionTimeout: 5_000,
      requestTimeout: 60_000,
      throwOnRequestTimeout: true,
    },
    ...(config.endpoint
      ? { endpoint: config.endpoint, useFipsEndpoint: false, useDualstackEndpoint: false }
      : {}),
    // A copy, because the SDK writes into it.
    ...(config.credentials ? { credentials: { ...config.credentials } } : {}),
  };
  const apigateway = patient(new APIGatewayClient(settings), 'apigateway', policy);
  const apigatewayv2 = patient(new ApiGatewayV2Client(settings), 'apigatewayv2', policy);
  const cognito = patient(new CognitoIdentityProviderClient(settings), 'cognito-idp', policy);
  const dynamodb = patient(new DynamoDBClient(settings), 'dynamodb', policy);
  const iam = patient(new IAMClient(settings), 'iam', policy);
  const lambda = patient(new LambdaClient(settings), 'lambda', policy);
  const logs = patient(new CloudWatchLogsClient(settings), 'logs', policy);
  const sts = patient(new STSClient(settings), 'sts', policy);
  const clients = { apigateway, apigatewayv2, cognito, dynamodb, iam, lambda, logs, sts };
  return {
    ...clients,
    destroy() {
      for (const client of Object.values(clients)) client.destroy();
      agents.httpAgent.destroy();
      agents.httpsAgent.destroy();
    },
  };
}

/** Operations that change nothing, by the beginning of their names. */
const READS = /^(Get|List|Describe|BatchGet|AdminGet|Scan$)/;

/** What is needed of an SDK client to intercept each of its calls. */
interface WithMiddleware {
  readonly middlewareStack: {
    add(
      middleware: (
        next: (args: { input: object }) => Promise<{ output: object; response: unknown }>,
        context: { commandName?: string },
      ) => (args: { input: object }) => Promise<{ output: object; response: unknown }>,
      options: { step: 'initialize'; name: string },
    ): void;
  };
}

function patient<C>(client: C & WithMiddleware, service: string, policy: CallPolicy): C {
  client.middlewareStack.add(
    (next, context) => (args) => {
      const operation = (context.commandName ?? '').replace(/Command$/, '');
      const call = { service, operation, changes: !READS.test(operation) };
      return sendPatiently(call, policy, () => next(args));
    },
    { step: 'initialize', name: 'patience' },
  );
  return client;
}
