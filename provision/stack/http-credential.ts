import { declare, type Node } from '../reconcile/declare.ts';
import { nameIn } from '../reconcile/scope.ts';
import { httpIntegration } from '../resources/http-integration.ts';
import { httpJwtAuthorizer } from '../resources/http-jwt-authorizer.ts';
import { httpRoute } from '../resources/http-route.ts';
import { CREDENTIAL_ROUTES, type CredentialRoute, SIGNED_IN } from './credential-routes.ts';
import type { GateInputs } from './gate-inputs.ts';

/** The credential's routes in an HTTP API. */
export interface HttpCredential {
  readonly parts: Readonly<Record<CredentialRoute, Node>>;
  /** The routes' keys. */
  readonly keys: readonly string[];
}

/** Declares the credential's routes of an HTTP API, behind an authorizer for the user pool's tokens. */
export function declareHttpCredential(
  { scope, people, client, credential, add }: GateInputs,
  { api }: { api: Node<{ id: string }> },
): HttpCredential {
  const pool = add(
    declare(httpJwtAuthorizer, 'http-api-people', { api, people, client }, ({ api, people, client }) => ({
      name: nameIn(scope, 'people'),
      apiId: api.id,
      poolId: people.id,
      clientId: client.id,
    })),
  );
  const integration = add(
    declare(httpIntegration, 'http-credential', { api, credential }, ({ api, credential }) => ({
      apiId: api.id,
      name: 'credential',
      type: 'AWS_PROXY' as const,
      uri: credential.arn,
      requestParameters: {},
    })),
  );
  const keyOf = (name: CredentialRoute) => {
    const { method, path } = CREDENTIAL_ROUTES[name];
    return `${method} ${path}`;
  };
  const route = (name: CredentialRoute) =>
    add(
      declare(httpRoute, `http-${name}-route`, { api, pool, integration }, ({ api, pool, integration }) => ({
        apiId: api.id,
        key: keyOf(name),
        authorization: 'JWT' as const,
        authorizerId: pool.id,
        scopes: [SIGNED_IN],
        integrationId: integration.id,
      })),
    );
  return {
    parts: { rotate: route('rotate'), tell: route('tell'), end: route('end') },
    keys: [keyOf('rotate'), keyOf('tell'), keyOf('end')],
  };
}
