import type { Pool } from 'undici';
import { type JsonService, send, signed } from './signed-call.ts';

const COGNITO: JsonService = {
  name: 'cognito-idp',
  target: 'AWSCognitoIdentityProviderService',
  version: '1.1',
};

/** What the measures read of Cognito's answers. */
export interface Answer {
  UserPool: { Id: string };
  UserPoolClient: { ClientId: string };
  PaginationToken?: string;
}

/** One call over the wire, without the SDK's own cost. */
export async function post(pool: Pool, host: string, operation: string, input: object): Promise<Answer> {
  return JSON.parse((await send(pool, signed(host, COGNITO, operation, input))) || '{}');
}
