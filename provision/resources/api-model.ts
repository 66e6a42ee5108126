import {
  CreateModelCommand,
  GetModelCommand,
  type Model,
  UpdateModelCommand,
} from '@aws-sdk/client-api-gateway';
import { parseDocument, type Value } from '../reconcile/fields.ts';
import type { Kind } from '../reconcile/kind.ts';
import { isGone } from '../reconcile/reader-error.ts';
import { apiArn } from './rest-api.ts';

export interface ApiModelProps {
  readonly apiId: string;
  /** Letters and digits only. */
  readonly name: string;
  /** A JSON schema of draft 4. */
  readonly schema: Value;
}

/** What a request's body must be. */
export const apiModel: Kind<ApiModelProps, Model, { name: string }> = {
  type: 'model',
  part: true,
  name: ({ name }) => name,
  identity: ({ apiId }) => [apiId],
  async observe({ apiId: restApiId, name: modelName }, { clients }) {
    try {
      return await clients.apigateway.send(new GetModelCommand({ restApiId, modelName }));
    } catch (error) {
      if (isGone(error)) return undefined;
      throw error;
    }
  },
  wanted: ({ schema }) => ({ schema }),
  found: ({ schema }) => ({ schema: parseDocument(schema) }),
  predict: ({ name }) => ({ name }),
  outputs: (_state, { name }) => ({ name }),
  create: ({ apiId: restApiId, name, schema }, { clients }) =>
    clients.apigateway.send(
      new CreateModelCommand({
        restApiId,
        name,
        contentType: 'application/json',
        schema: JSON.stringify(schema),
      }),
    ),
  async update({ apiId: restApiId, name: modelName, schema }, _state, _changed, { clients }) {
    const patchOperations = [{ op: 'replace' as const, path: '/schema', value: JSON.stringify(schema) }];
    await clients.apigateway.send(new UpdateModelCommand({ restApiId, modelName, patchOperations }));
  },
  remove: () => Promise.reject(new Error('A model goes with its API.')),
  permissions: (_props, scope) => [
    { actions: ['apigateway:POST'], resources: [`${apiArn(scope)}/*/models`] },
    { actions: ['apigateway:GET', 'apigateway:PATCH'], resources: [`${apiArn(scope)}/*/models/*`] },
  ],
};
