import type { EngineContext } from '../context.ts';
import type { Authority } from '../iam/authority.ts';
import type { FunctionInvoker } from '../lambda/invoker.ts';
import type { LogWriter } from '../logs/log-writer.ts';
import { models } from '../models/models.ts';
import type { Module } from '../module.ts';

/** API Gateway: HTTP APIs. */
export function createApiGatewayV2(
  _context: EngineContext,
  _collaborators: { functions: FunctionInvoker; authority: Authority; logs: LogWriter },
): Module {
  return {
    services: [{ model: models.apigatewayv2, operations: {}, validationCode: 'BadRequestException' }],
  };
}
