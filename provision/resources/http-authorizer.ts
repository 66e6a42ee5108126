import {
  type Authorizer,
  CreateAuthorizerCommand,
  DeleteAuthorizerCommand,
  UpdateAuthorizerCommand,
} from '@aws-sdk/client-apigatewayv2';
import type { Kind } from '../reconcile/kind.ts';
import { unlessGone } from '../reconcile/reader-error.ts';
import type { Run } from '../reconcile/run.ts';
import { unknown } from '../reconcile/unknown.ts';
import type { AuthorizerOutputs, AuthorizerProps } from './authorizer.ts';
import { functionUri } from './function-uri.ts';
import { httpApiArn } from './http-api.ts';
import { httpAuthorizers } from './http-contents.ts';

const IDENTITY_SOURCE = ['$request.header.Authorization'];

/**
 * Asks a function about a request, with payload 2.0. It answers a policy and not the simple form, because a cached simple yes opens every
 * route, and a policy is evaluated for each (API Gateway guide, "Control access to HTTP APIs with AWS Lambda authorizers").
 */
export const httpAuthorizer: Kind<AuthorizerProps, Partial<Authorizer>, AuthorizerOutputs> = {
  type: 'HTTP authorizer',
  namesRepeat: true,
  part: true,
  name: ({ name }) => name,
  identity: ({ apiId }) => [apiId],
  async observe({ apiId, name }, run) {
    return (await httpAuthorizers(apiId, run)).find(({ Name }) => Name === name);
  },
  wanted: (props, run) => ({
    type: 'REQUEST',
    uri: functionUri(props.functionArn, run.scope),
    identitySource: IDENTITY_SOURCE,
    payload: '2.0',
    simple: false,
    ttl: props.ttl,
  }),
  found: (state) => ({
    type: state.AuthorizerType,
    uri: state.AuthorizerUri,
    identitySource: state.IdentitySource,
    payload: state.AuthorizerPayloadFormatVersion,
    simple: state.EnableSimpleResponses ?? false,
    // Unset means no caching (API reference, CreateAuthorizer).
    ttl: state.AuthorizerResultTtlInSeconds ?? 0,
  }),
  predict: ({ apiId, name }) => ({ id: unknown(`id of HTTP authorizer ${name}`), apiId }),
  outputs: ({ AuthorizerId }, { apiId, name }) => ({
    id: AuthorizerId ?? unknown(`id of HTTP authorizer ${name}`),
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

function settingsOf(props: AuthorizerProps, run: Run) {
  return {
    ApiId: props.apiId,
    Name: props.name,
    AuthorizerType: 'REQUEST',
    AuthorizerUri: functionUri(props.functionArn, run.scope),
    AuthorizerPayloadFormatVersion: '2.0',
    AuthorizerResultTtlInSeconds: props.ttl,
    EnableSimpleResponses: false,
    IdentitySource: IDENTITY_SOURCE,
  } as const;
}
