import type { Cors } from '@aws-sdk/client-apigatewayv2';
import { badRequest } from './dependencies.ts';

/** Checks a CORS configuration as a whole. Throws `BadRequestException` for credentials with every origin, which no browser accepts. */
export function checkCors({ AllowCredentials, AllowOrigins = [] }: Cors = {}): void {
  if (AllowCredentials && AllowOrigins.includes('*'))
    throw badRequest("allow-credentials is not supported if 'allow-origin' is *");
}
