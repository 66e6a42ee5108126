import {
  type Authorizer,
  CreateAuthorizerCommand,
  DeleteAuthorizerCommand,
  type PatchOperation,
  UpdateAuthorizerCommand,
} from '@aws-sdk/client-api-gateway';
import type { Kind } from '../reconcile/kind.ts';
import { unlessGone } from '../reconcile/reader-error.ts';
import { unknown } from '../reconcile/unknown.ts';
import { apiAuthorizers } from './api-contents.ts';
import { functionUri } from './function-uri.ts';
import { apiArn } from './rest-api.ts';

export interface AuthorizerProps {
  readonly name: string;
  readonly apiId: string;
  readonly functionArn: string;
  /** Seconds for which an answer may be cached: 0 to 3600. */
  readonly ttl: number;
}

export interface AuthorizerOutputs {
  readonly id: string;
  /** The API it belongs to. */
  readonly apiId: string;
}

const IDENTITY_SOURCE = 'method.request.header.Authorization';

/** Asks a function whether the token in `Authorization` is good. */
export const authorizer: Kind<AuthorizerProps, Authorizer, AuthorizerOutputs> = {
  type: 'authorizer',
  namesRepeat: true,
  part: true,
  name: ({ name }) => name,
  identity: ({ apiId }) => [apiId],
  async observe({ apiId, name }, run) {
    return (await apiAuthorizers(apiId, run)).find((item) => item.name === name);
  },
  wanted: (props, run) => ({
    type: 'TOKEN',
    uri: functionUri(props.functionArn, run.scope),
    identitySource: IDENTITY_SOURCE,
    ttl: props.ttl,
  }),
  found: (state) => ({
    type: state.type,
    uri: state.authorizerUri,
    identitySource: state.identitySource,
    // Unset means 300 (API reference, CreateAuthorizer).
    ttl: state.authorizerResultTtlInSeconds ?? 300,
    ...(state.identityValidationExpression ? { validation: state.identityValidationExpression } : {}),
  }),
  predict: ({ apiId, name }) => ({ id: unknown(`id of authorizer ${name}`), apiId }),
  outputs: ({ id }, { apiId, name }) => ({ id: id ?? unknown(`id of authorizer ${name}`), apiId }),
  create: (props, run) =>
    run.clients.apigateway.send(
      new CreateAuthorizerCommand({
        restApiId: props.apiId,
        name: props.name,
        type: 'TOKEN',
        authorizerUri: functionUri(props.functionArn, run.scope),
        identitySource: IDENTITY_SOURCE,
        authorizerResultTtlInSeconds: props.ttl,
      }),
    ),
  async update(props, { id: authorizerId }, changed, run) {
    const values: [string, string, string][] = [
      ['type', '/type', 'TOKEN'],
      ['uri', '/authorizerUri', functionUri(props.functionArn, run.scope)],
      ['identitySource', '/identitySource', IDENTITY_SOURCE],
      ['ttl', '/authorizerResultTtlInSeconds', String(props.ttl)],
      ['validation', '/identityValidationExpression', ''],
    ];
    const patchOperations = values
      .filter(([field]) => changed.has(field))
      .map(([, path, value]): PatchOperation => ({ op: 'replace', path, value }));
    await run.clients.apigateway.send(
      new UpdateAuthorizerCommand({ restApiId: props.apiId, authorizerId, patchOperations }),
    );
  },
  async remove({ id: authorizerId }, { apiId: restApiId }, { clients }) {
    await clients.apigateway.send(new DeleteAuthorizerCommand({ restApiId, authorizerId })).catch(unlessGone);
  },
  permissions: (_props, scope) => [
    { actions: ['apigateway:GET', 'apigateway:POST'], resources: [`${apiArn(scope)}/*/authorizers`] },
    { actions: ['apigateway:PATCH'], resources: [`${apiArn(scope)}/*/authorizers/*`] },
  ],
};
