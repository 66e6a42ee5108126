import { randomBytes } from 'node:crypto';
import type { APIGatewayProxyResult, Context } from 'aws-lambda';
import { createDynamodbClient } from '../shared/dynamodb-client.ts';
import { dynamodbCredentialStore } from '../shared/dynamodb-credential-store.ts';
import { writeLog } from '../shared/log.ts';
import { readConfig } from './config.ts';
import { type HandleDeps, handle } from './handle.ts';
import { cognitoSessions, createCognitoClient } from './sessions.ts';

const config = readConfig();

const deps: HandleDeps = {
  store: dynamodbCredentialStore(createDynamodbClient(), config.tableName),
  sessions: cognitoSessions(createCognitoClient()),
  userPoolId: config.userPoolId,
  grace: config.grace,
  keyOf: config.keyOf,
  clock: () => new Date(),
  random: randomBytes,
  log: writeLog,
};

/** Serves a person's own credential behind an API: see {@link handle}. */
export function handler(event: unknown, context: Context): Promise<APIGatewayProxyResult> {
  return handle(deps, event, context.awsRequestId);
}
