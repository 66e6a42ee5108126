import {
  type Authorizer,
  CreateAuthorizerCommand,
  DeleteAuthorizerCommand,
  UpdateAuthorizerCommand,
} from '@aws-sdk/client-apigatewayv2';
import { asSet } from '../reconcile/fields.ts';
import type { Kind } from '../reconcile/kind.ts';
import { unlessGone } from '../reconcile/reader-error.ts';
import type { Run } from '../reconcile/run.ts';
import { unknown } from '../reconcile/unknown.ts';
import type { AuthorizerOutputs } from './authorizer.ts';
import { httpApiArn } from './http-api.ts';
import { httpAuthorizers } from './http-contents.ts';

export interface HttpJwtAuthorizerProps {
  readonly name: string;
  readonly apiId: string;
  /** The user pool whose tokens are accepted. */
  readonly poolId: string;
  /** The client of those tokens. */
  readonly clientId: string;
}

const IDENTITY_SOURCE = ['$request.header.Authorization'];

/** Makes API Gateway itself check a token: signature, issuer, time and audience; the route's scopes require an access token. */
export const httpJwtAuthorizer: Kind<HttpJwtAuthorizerProps, Partial<Authorizer>, AuthorizerOutputs> = {
  type: 'JWT authorizer',
  namesRepeat: true,
  part: true,
  name: ({ name }) => name,
  identity: ({ apiId }) => [apiId],
  async observe({ apiId, name }, run) {
    return (await httpAuthorizers(apiId, run)).find(({ Name }) => Name === name);
  },
  wanted: (props, run) => ({
    type: 'JWT',
    identitySource: IDENTITY_SOURCE,
    issuer: issuerOf(props, run),
    audience: [props.clientId],
  }),
  found: ({ AuthorizerType, IdentitySource, JwtConfiguration }) => ({
    type: AuthorizerType,
    identitySource: IdentitySource,
    issuer: JwtConfiguration?.Issuer,
    audience: asSet(JwtConfiguration?.Audience),
  }),
  predict: ({ apiId, name }) => ({ id: unknown(`id of JWT authorizer ${name}`), apiId }),
  outputs: ({ AuthorizerId }, { apiId, name }) => ({
    id: AuthorizerId ?? unknown(`id of JWT authorizer ${name}`),
    apiId,
  }),
  create: (props, run) => run.clients.apigatewayv2.send(new CreateAuthorizerCommand(settingsOf(props, run))),
  async update(props, { AuthorizerId }, _changed, run) {
    await run.clients.apigatewayv2.send(
      new UpdateAuthorizerCommand({ ...settingsOf(props, run), AuthorizerId }),
    );
  },
  async remove({ AuthorizerId }, { apiId: ApiId }, { clients }) {
    await clients.apigatewayv2.send(new DeleteAuthorizerCommand({ ApiId, AuthorizerId })).catch(unlessGone);
  },
  permissions: (_props, scope) => [
    { actions: ['apigateway:GET', 'apigateway:POST'], resources: [`${httpApiArn(scope)}/*/authorizers`] },
    { actions: ['apigateway:PATCH'], resources: [`${httpApiArn(scope)}/*/authorizers/*`] },
  ],
};

function settingsOf(props: HttpJwtAuthorizerProps, run: Run) {
  return {
    ApiId: props.apiId,
    Name: props.name,
    AuthorizerType: 'JWT' as const,
    IdentitySource: IDENTITY_SOURCE,
    JwtConfiguration: { Issuer: issuerOf(props, run), Audience: [props.clientId] },
  };
}

/** The pool's `iss` (Cognito guide, "Understanding user pool JSON web tokens"). */
function issuerOf({ poolId }: HttpJwtAuthorizerProps, { scope }: Run): string {
  return `https://cognito-idp.${scope.region}.${scope.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'}/${poolId}`;
}
