import {
  DeleteIntegrationCommand,
  type Integration,
  PutIntegrationCommand,
} from '@aws-sdk/client-api-gateway';
import type { Fields } from '../reconcile/fields.ts';
import type { Kind } from '../reconcile/kind.ts';
import { isGone } from '../reconcile/reader-error.ts';
import { apiContents } from './api-contents.ts';
import { apiArn } from './rest-api.ts';

export interface ApiIntegrationProps {
  readonly apiId: string;
  readonly resourceId: string;
  readonly path: string;
  /** Of the method it belongs to. */
  readonly httpMethod: string;
  /** Where requests go; a path parameter in braces is filled in. */
  readonly uri: string;
  /** What the request to the origin carries: `integration.request.header.x` and where it comes from. */
  readonly requestParameters: Readonly<Record<string, string>>;
}

/** 29 s: what a synchronous integration has at most (API Gateway quotas). */
const TIMEOUT = 29_000;
/** The parameter whose value is nobody's to read. */
export const SECRET_HEADER = 'integration.request.header.x-origin-secret';

/** Where a method's requests go: on to the origin, as they are. */
export const apiIntegration: Kind<ApiIntegrationProps, Integration, { uri: string }> = {
  type: 'integration',
  part: true,
  sensitive: [SECRET_HEADER],
  name: ({ httpMethod, path }) => `${httpMethod} ${path}`,
  identity: ({ apiId, resourceId }) => [apiId, resourceId],
  async observe({ apiId, resourceId, httpMethod }, run) {
    const resource = (await apiContents(apiId, run)).find(({ id }) => id === resourceId);
    return resource?.resourceMethods?.[httpMethod]?.methodIntegration;
  },
  wanted: ({ uri, requestParameters }) => ({
    type: 'HTTP_PROXY',
    method: 'ANY',
    uri,
    timeout: TIMEOUT,
    ...requestParameters,
  }),
  found: ({ type, httpMethod, uri, timeoutInMillis, requestParameters }): Fields => ({
    type,
    method: httpMethod,
    uri,
    timeout: timeoutInMillis ?? TIMEOUT,
    ...requestParameters,
  }),
  predict: ({ uri }) => ({ uri }),
  outputs: (_state, { uri }) => ({ uri }),
  create: ({ apiId, resourceId, httpMethod, uri, requestParameters }, { clients }) =>
    clients.apigateway.send(
      new PutIntegrationCommand({
        restApiId: apiId,
        resourceId,
        httpMethod,
        type: 'HTTP_PROXY',
        integrationHttpMethod: 'ANY',
        uri,
        timeoutInMillis: TIMEOUT,
        requestParameters: { ...requestParameters },
      }),
    ),
  async update(props, _state, _changed, run) {
    // A put replaces the whole integration.
    await apiIntegration.create(props, run);
  },
  async remove(_state, { apiId, resourceId, httpMethod }, { clients }) {
    try {
      await clients.apigateway.send(
        new DeleteIntegrationCommand({ restApiId: apiId, resourceId, httpMethod }),
      );
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  },
  permissions: (_props, scope) => [
    { actions: ['apigateway:GET'], resources: [`${apiArn(scope)}/*/resources`] },
    { actions: ['apigateway:PUT'], resources: [`${apiArn(scope)}/*/resources/*/methods/*/integration`] },
  ],
};
