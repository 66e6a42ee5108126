import type { EngineContext } from '../context.ts';
import { AwsError } from '../edge/aws-error.ts';
import type { Authority } from '../iam/authority.ts';
import type { LogWriter } from '../logs/log-writer.ts';
import { models } from '../models/models.ts';
import type { Module } from '../module.ts';
import type { FunctionInvoker } from './invoker.ts';

export interface Lambda extends Module {
  readonly invoker: FunctionInvoker;
}

/** Lambda: functions as separate processes that speak the Runtime API. */
export async function createLambda(
  _context: EngineContext,
  _collaborators: { authority: Authority; logs: LogWriter },
): Promise<Lambda> {
  return {
    services: [{ model: models.lambda, operations: {} }],
    invoker: {
      invoke: async ({ functionArn }) => {
        throw new AwsError('ResourceNotFoundException', `Function not found: ${functionArn}`);
      },
    },
  };
}
