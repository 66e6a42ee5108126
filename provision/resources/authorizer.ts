import {
  type Authorizer,
  CreateAuthorizerCommand,
  DeleteAuthorizerCommand,
  GetAuthorizersCommand,
  type PatchOperation,
  UpdateAuthorizerCommand,
} from '@aws-sdk/client-api-gateway';
import type { Kind } from '../reconcile/kind.ts';
import { isGone } from '../reconcile/reader-error.ts';
import type { Run } from '../reconcile/run.ts';
import { unknown } from '../reconcile/unknown.ts';
import { apiArn } from './rest-api.ts';

export interface AuthorizerProps {
  readonly name: string;
  readonly apiId: string;
  readonly functionArn: string;
  /** Seconds for which an answer may be kept: 0 to 3600. */
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
  async observe({ apiId: restApiId, name }, run) {
    try {
      let position: string | undefined;
      do {
        const page = await run.clients.apigateway.send(
          new GetAuthorizersCommand({ restApiId, limit: 500, position }),
        );
        const found = page.items?.find((item) => item.name === name);
        if (found) return found;
        position = page.position;
      } while (position);
      return undefined;
    } catch (error) {
      if (isGone(error)) return undefined;
      throw error;
    }
  },
  wanted: (props, run) => ({
    type: 'TOKEN',
    uri: uriOf(props, run),
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
        authorizerUri: uriOf(props, run),
        identitySource: IDENTITY_SOURCE,
        authorizerResultTtlInSeconds: props.ttl,
      }),
    ),
  async update(props, { id: authorizerId }, changed, run) {
    const values: [string, string, string][] = [
      ['type', '/type', 'TOKEN'],
      ['uri', '/authorizerUri', uriOf(props, run)],
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
    try {
      await clients.apigateway.send(new DeleteAuthorizerCommand({ restApiId, authorizerId }));
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  },
  permissions: (_props, scope) => [
    { actions: ['apigateway:GET', 'apigateway:POST'], resources: [`${apiArn(scope)}/*/authorizers`] },
    { actions: ['apigateway:PATCH'], resources: [`${apiArn(scope)}/*/authorizers/*`] },
  ],
};

function uriOf({ functionArn }: AuthorizerProps, { scope }: Run): string {
  return `arn:${scope.partition}:apigateway:${scope.region}:lambda:path/2015-03-31/functions/${functionArn}/invocations`;
}
