import { randomBytes } from 'node:crypto';
import type { Context, PostConfirmationTriggerEvent } from 'aws-lambda';
import { createDynamodbClient } from '../shared/dynamodb-client.ts';
import { dynamodbPersonStore } from '../shared/dynamodb-person-store.ts';
import { writeLog } from '../shared/log.ts';
import { readConfig } from './config.ts';
import { type ConfirmDeps, confirm } from './confirm.ts';

const config = readConfig();

const deps: ConfirmDeps = {
  store: dynamodbPersonStore(createDynamodbClient(), config.tableName),
  clock: () => new Date(),
  random: randomBytes,
  keyOf: config.keyOf,
  log: writeLog,
};

/** Cognito's post confirmation trigger: see {@link confirm}. */
export function handler(
  event: PostConfirmationTriggerEvent,
  context: Context,
): Promise<PostConfirmationTriggerEvent> {
  return confirm(deps, event, context.awsRequestId);
}
