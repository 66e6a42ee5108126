import {
  type Authorizer,
  CreateAuthorizerCommand,
  DeleteAuthorizerCommand,
  type PatchOperation,
  UpdateAuthorizerCommand,
} from '@aws-sdk/client-api-gateway';
import { asSet } from '../reconcile/fields.ts';
import type { Kind } from '../reconcile/kind.ts';
import { unlessGone } from '../reconcile/reader-error.ts';
import { unknown } from '../reconcile/unknown.ts';
import { apiAuthorizers } from './api-contents.ts';
import type { AuthorizerOutputs } from './authorizer.ts';
import { apiArn } from './rest-api.ts';

export interface PoolAuthorizerProps {
  readonly name: string;
  readonly apiId: string;
  /** The user pool whose tokens are accepted. */
  readonly poolArn: string;
}

const IDENTITY_SOURCE = 'method.request.header.Authorization';

/** Makes API Gateway itself check a user pool's token; the method's scopes require an access token. */
export const poolAuthorizer: Kind<PoolAuthorizerProps, Authorizer, AuthorizerOutputs> = {
  type: 'pool authorizer',
  namesRepeat: true,
  part: true,
  name: ({ name }) => name,
  identity: ({ apiId }) => [apiId],
  async observe({ apiId, name }, run) {
    return (await apiAuthorizers(apiId, run)).find((item) => item.name === name);
  },
  wanted: ({ poolArn }) => ({
    type: 'COGNITO_USER_POOLS',
    pools: [poolArn],
    identitySource: IDENTITY_SOURCE,
  }),
  found: (state) => ({
    type: state.type,
    pools: asSet(state.providerARNs),
    identitySource: state.identitySource,
    ...(state.identityValidationExpression ? { validation: state.identityValidationExpression } : {}),
  }),
  predict: ({ apiId, name }) => ({ id: unknown(`id of authorizer ${name}`), apiId }),
  outputs: ({ id }, { apiId, name }) => ({ id: id ?? unknown(`id of authorizer ${name}`), apiId }),
  create: ({ apiId: restApiId, name, poolArn }, { clients }) =>
    clients.apigateway.send(
      new CreateAuthorizerCommand({
        restApiId,
        name,
        type: 'COGNITO_USER_POOLS',
        providerARNs: [poolArn],
        identitySource: IDENTITY_SOURCE,
      }),
    ),
  async update({ apiId: restApiId, poolArn }, { id: authorizerId, providerARNs = [] }, changed, { clients }) {
    const patchOperations: PatchOperation[] = [];
    const replace = (field: string, path: string, value: string) => {
      if (changed.has(field)) patchOperations.push({ op: 'replace', path, value });
    };
    replace('type', '/type', 'COGNITO_USER_POOLS');
    replace('identitySource', '/identitySource', IDENTITY_SOURCE);
    replace('validation', '/identityValidationExpression', '');
    if (changed.has('pools')) {
      // First the wanted one: an authorizer needs at least one pool.
      if (!providerARNs.includes(poolArn))
        patchOperations.push({ op: 'add', path: '/providerARNs', value: poolArn });
      for (const value of providerARNs.filter((arn) => arn !== poolArn))
        patchOperations.push({ op: 'remove', path: '/providerARNs', value });
    }
    await clients.apigateway.send(new UpdateAuthorizerCommand({ restApiId, authorizerId, patchOperations }));
  },
  async remove({ id: authorizerId }, { apiId: restApiId }, { clients }) {
    await clients.apigateway.send(new DeleteAuthorizerCommand({ restApiId, authorizerId })).catch(unlessGone);
  },
  permissions: (_props, scope) => [
    { actions: ['apigateway:GET', 'apigateway:POST'], resources: [`${apiArn(scope)}/*/authorizers`] },
    { actions: ['apigateway:PATCH'], resources: [`${apiArn(scope)}/*/authorizers/*`] },
  ],
};
