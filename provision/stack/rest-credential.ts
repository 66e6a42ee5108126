import { declare, type Node } from '../reconcile/declare.ts';
import type { Value } from '../reconcile/fields.ts';
import { nameIn } from '../reconcile/scope.ts';
import { apiIntegration } from '../resources/api-integration.ts';
import { apiMethod } from '../resources/api-method.ts';
import { apiModel } from '../resources/api-model.ts';
import { apiResource } from '../resources/api-resource.ts';
import type { AuthorizerOutputs } from '../resources/authorizer.ts';
import { poolAuthorizer } from '../resources/pool-authorizer.ts';
import { requestValidator } from '../resources/request-validator.ts';
import type { RestApiOutputs } from '../resources/rest-api.ts';
import { CREDENTIAL_ROUTES, type CredentialRoute, SIGNED_IN } from './credential-routes.ts';
import type { GateInputs } from './gate-inputs.ts';

/** No request has anything to say in its body: one that does means something else. An empty body may arrive as `null`. */
const NOTHING = {
  $schema: 'http://json-schema.org/draft-04/schema#',
  title: 'Nothing',
  type: ['object', 'null'],
  additionalProperties: false,
} as const;

type Parts = Readonly<Record<CredentialRoute, Node<{ uri: string }>>> & {
  readonly pool: Node<AuthorizerOutputs>;
};

/** The credential's routes in a REST API: what a snapshot must wait for, and what it contains of them. */
export interface RestCredential {
  readonly parts: Parts;
  /** The declared methods, by path. */
  readonly routes: Readonly<Record<string, readonly string[]>>;
  content(given: { pool: AuthorizerOutputs; tell: { uri: string } }): Value;
}

/** Declares the credential's routes of a REST API, behind a user pool authorizer. */
export function declareRestCredential(
  { scope, people, credential, add }: GateInputs,
  { api }: { api: Node<RestApiOutputs> },
): RestCredential {
  const pool = add(
    declare(poolAuthorizer, 'api-people', { api, people }, ({ api, people }) => ({
      name: nameIn(scope, 'people'),
      apiId: api.id,
      poolArn: people.arn,
    })),
  );
  const above = add(
    declare(apiResource, 'credential-path', { api }, ({ api }) => ({
      apiId: api.id,
      parentId: api.rootId,
      parentPath: '',
      pathPart: 'credential',
    })),
  );
  const below = add(
    declare(apiResource, 'rotate-path', { api, above }, ({ api, above }) => ({
      apiId: api.id,
      parentId: above.id,
      parentPath: '/credential',
      pathPart: 'rotate',
    })),
  );

  const validator = add(
    declare(requestValidator, 'validator', { api }, ({ api }) => ({ apiId: api.id, name: 'everything' })),
  );
  const model = add(
    declare(apiModel, 'nothing', { api }, ({ api }) => ({ apiId: api.id, name: 'Nothing', schema: NOTHING })),
  );

  const route = (name: CredentialRoute): Node<{ uri: string }> => {
    const { method: httpMethod, path } = CREDENTIAL_ROUTES[name];
    const at = path === '/credential' ? above : below;
    const method = add(
      declare(
        apiMethod,
        `${name}-method`,
        { api, pool, at, validator, model },
        ({ api, pool, at, validator, model }) => ({
          apiId: api.id,
          resourceId: at.id,
          path,
          httpMethod,
          authorization: 'COGNITO_USER_POOLS' as const,
          authorizerId: pool.id,
          scopes: [SIGNED_IN],
          requestParameters: {},
          // A person's calls about their credential count for no plan: a person who has run dry can still rotate.
          metered: false,
          checked: { validatorId: validator.id, models: { 'application/json': model.name } },
        }),
      ),
    );
    return add(
      declare(apiIntegration, `${name}-integration`, { method, credential }, ({ method, credential }) => ({
        ...method,
        path,
        type: 'AWS_PROXY' as const,
        uri: credential.arn,
        requestParameters: {},
      })),
    );
  };
  return {
    parts: { pool, rotate: route('rotate'), tell: route('tell'), end: route('end') },
    routes: { '/credential': ['GET', 'DELETE'], '/credential/rotate': ['POST'] },
    content: ({ pool, tell }) => ({
      routes: CREDENTIAL_ROUTES,
      authorizer: pool.id,
      scopes: [SIGNED_IN],
      function: tell.uri,
      body: NOTHING,
    }),
  };
}
