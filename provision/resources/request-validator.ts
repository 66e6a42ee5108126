import {
  CreateRequestValidatorCommand,
  GetRequestValidatorsCommand,
  type PatchOperation,
  type RequestValidator,
  UpdateRequestValidatorCommand,
} from '@aws-sdk/client-api-gateway';
import type { Kind } from '../reconcile/kind.ts';
import { isGone } from '../reconcile/reader-error.ts';
import { unknown } from '../reconcile/unknown.ts';
import { apiArn } from './rest-api.ts';

export interface RequestValidatorProps {
  readonly apiId: string;
  readonly name: string;
}

/** Makes API Gateway reject requests whose body or parameters do not fit the method, before it invokes anything. */
export const requestValidator: Kind<RequestValidatorProps, RequestValidator, { id: string }> = {
  type: 'request validator',
  namesRepeat: true,
  part: true,
  name: ({ name }) => name,
  identity: ({ apiId }) => [apiId],
  async observe({ apiId: restApiId, name }, { clients }) {
    try {
      // An API has 20 of them at most (API Gateway quotas): they fit on one page.
      const { items } = await clients.apigateway.send(
        new GetRequestValidatorsCommand({ restApiId, limit: 500 }),
      );
      return items?.find((item) => item.name === name);
    } catch (error) {
      if (isGone(error)) return undefined;
      throw error;
    }
  },
  wanted: () => ({ body: true, parameters: true }),
  found: ({ validateRequestBody, validateRequestParameters }) => ({
    body: validateRequestBody ?? false,
    parameters: validateRequestParameters ?? false,
  }),
  predict: ({ name }) => ({ id: unknown(`id of request validator ${name}`) }),
  outputs: ({ id }, { name }) => ({ id: id ?? unknown(`id of request validator ${name}`) }),
  create: ({ apiId: restApiId, name }, { clients }) =>
    clients.apigateway.send(
      new CreateRequestValidatorCommand({
        restApiId,
        name,
        validateRequestBody: true,
        validateRequestParameters: true,
      }),
    ),
  async update({ apiId: restApiId }, { id: requestValidatorId }, changed, { clients }) {
    const paths = { body: '/validateRequestBody', parameters: '/validateRequestParameters' };
    const patchOperations = Object.entries(paths)
      .filter(([field]) => changed.has(field))
      .map(([, path]): PatchOperation => ({ op: 'replace', path, value: 'true' }));
    await clients.apigateway.send(
      new UpdateRequestValidatorCommand({ restApiId, requestValidatorId, patchOperations }),
    );
  },
  remove: () => Promise.reject(new Error('A request validator goes with its API.')),
  permissions: (_props, scope) => [
    { actions: ['apigateway:GET', 'apigateway:POST'], resources: [`${apiArn(scope)}/*/requestvalidators`] },
    { actions: ['apigateway:PATCH'], resources: [`${apiArn(scope)}/*/requestvalidators/*`] },
  ],
};
