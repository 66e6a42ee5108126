import { randomBytes } from 'node:crypto';
import type { Context, PostConfirmationTriggerEvent } from 'aws-lambda';
import { createDynamodbClient } from '../shared/dynamodb-client.ts';
import { dynamodbPersonStore } from '../shared/dynamodb-person-store.ts';
import { writeLog } from '../shared/log.ts';
import { readConfig } from './config.ts';
import { type ConfirmDeps, confirm } from './confirm.ts';
import type { PlanKeys } from './plan-keys.ts';

const config = readConfig();

/** Loaded only with a plan, so that a start without one does not wait for it. */
async function planOf({ plan }: typeof config): Promise<PlanKeys | undefined> {
  if (!plan) return undefined;
  const { createApiGatewayClient, planKeys } = await import('./plan-keys.ts');
  return planKeys(createApiGatewayClient(), plan);
}

const deps: ConfirmDeps = {
  store: dynamodbPersonStore(createDynamodbClient(), config.tableName),
  clock: () => new Date(),
  random: randomBytes,
  keyOf: config.keyOf,
  plan: await planOf(config),
  log: writeLog,
};

/** Cognito's post confirmation trigger: see {@link confirm}. */
export function handler(
  event: PostConfirmationTriggerEvent,
  context: Context,
): Promise<PostConfirmationTriggerEvent> {
  return confirm(deps, event, context.awsRequestId);
}
