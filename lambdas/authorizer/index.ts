import type { Context } from 'aws-lambda';
import { createDynamodbClient } from '../shared/dynamodb-client.ts';
import { dynamodbPersonStore } from '../shared/dynamodb-person-store.ts';
import { writeLog } from '../shared/log.ts';
import type { GateAnswer } from './answer.ts';
import { type AuthorizeDeps, authorize } from './authorize.ts';
import { readConfig } from './config.ts';
import { noteUses } from './note-uses.ts';

const config = readConfig();

const store = dynamodbPersonStore(createDynamodbClient(), config.tableName);

const deps: AuthorizeDeps = {
  store,
  keyOf: config.keyOf,
  clock: () => new Date(),
  noteUse: noteUses({ store, log: writeLog, later: setImmediate }),
  responseForm: config.responseForm,
  log: writeLog,
};

/** API Gateway's Lambda authorizer, for REST APIs and HTTP APIs: see {@link authorize}. */
export function handler(event: unknown, context: Context): Promise<GateAnswer> {
  return authorize(deps, event, context.awsRequestId);
}
