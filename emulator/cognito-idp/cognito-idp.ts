import type { EngineContext } from '../context.ts';
import type { FunctionInvoker } from '../lambda/invoker.ts';
import { models } from '../models/models.ts';
import type { Module } from '../module.ts';

/** Cognito user pools. */
export function createCognitoIdp(
  _context: EngineContext,
  _collaborators: { functions: FunctionInvoker },
): Module {
  return {
    services: [{ model: models['cognito-idp'], operations: {}, validationCode: 'InvalidParameterException' }],
  };
}
