import type { ResourceServerType } from '@aws-sdk/client-cognito-identity-provider';
import { AwsError } from '../../../edge/aws-error.ts';
import type { Pool, ResourceServer } from '../state/state.ts';

/** The resource server of a pool. Throws `ResourceNotFoundException`. */
export function findResourceServer(pool: Pool, identifier: string | undefined): ResourceServer {
  const server = pool.resourceServers?.get(identifier ?? '');
  if (!server) throw new AwsError('ResourceNotFoundException', 'Resource server does not exist.');
  return server;
}

/** Reads a resource server from a call. Throws `InvalidParameterException` for a duplicate scope. */
export function resourceServerOf({
  Identifier = '',
  Name = '',
  Scopes = [],
}: ResourceServerType): ResourceServer {
  const scopes = Scopes.map(({ ScopeName = '', ScopeDescription = '' }) => ({
    name: ScopeName,
    description: ScopeDescription,
  }));
  if (new Set(scopes.map(({ name }) => name)).size !== scopes.length)
    throw new AwsError('InvalidParameterException', 'Scope names must be unique within a resource server.');
  return { identifier: Identifier, name: Name, scopes };
}

/** A resource server as the API shows it. */
export function resourceServerType(pool: Pool, server: ResourceServer): ResourceServerType {
  return {
    UserPoolId: pool.id,
    Identifier: server.identifier,
    Name: server.name,
    ...(server.scopes.length > 0 && {
      Scopes: server.scopes.map(({ name, description }) => ({
        ScopeName: name,
        ScopeDescription: description,
      })),
    }),
  };
}
