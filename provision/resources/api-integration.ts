import {
  DeleteIntegrationCommand,
  type Integration,
  PutIntegrationCommand,
} from '@aws-sdk/client-api-gateway';
import type { Fields } from '../reconcile/fields.ts';
import type { Kind } from '../reconcile/kind.ts';
import { unlessGone } from '../reconcile/reader-error.ts';
import type { Run } from '../reconcile/run.ts';
import { apiContents } from './api-contents.ts';
import { functionUri } from './function-uri.ts';
import { apiArn } from './rest-api.ts';

export interface ApiIntegrationProps {
  readonly apiId: string;
  readonly resourceId: string;
  readonly path: string;
  /** Of the method it belongs to. */
  readonly httpMethod: string;
  /** On to a server, or to a function. */
  readonly type: 'HTTP_PROXY' | 'AWS_PROXY';
  /** Where requests go: an address, in which a path parameter in braces is filled in, or a function's ARN. */
  readonly uri: string;
  /** What the origin's request carries: `integration.request.header.x` and where it comes from. */
  readonly requestParameters: Readonly<Record<string, string>>;
}

/** 29 s: the longest a synchronous integration may take (API Gateway quotas). */
const TIMEOUT = 29_000;
/** The parameter whose value is secret. */
export const SECRET_HEADER = 'integration.request.header.x-origin-secret';

/** Where a method's requests go: to the origin unchanged, or to a function as an event. */
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
  wanted: (props, run) => ({
    type: props.type,
    method: methodOf(props),
    uri: uriOf(props, run),
    timeout: TIMEOUT,
    ...props.requestParameters,
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
  create: (props, run) =>
    run.clients.apigateway.send(
      new PutIntegrationCommand({
        restApiId: props.apiId,
        resourceId: props.resourceId,
        httpMethod: props.httpMethod,
        type: props.type,
        integrationHttpMethod: methodOf(props),
        uri: uriOf(props, run),
        timeoutInMillis: TIMEOUT,
        requestParameters: { ...props.requestParameters },
      }),
    ),
  async update(props, _state, _changed, run) {
    // A put replaces the whole integration.
    await apiIntegration.create(props, run);
  },
  async remove(_state, { apiId, resourceId, httpMethod }, { clients }) {
    await clients.apigateway
      .send(new DeleteIntegrationCommand({ restApiId: apiId, resourceId, httpMethod }))
      .catch(unlessGone);
  },
  permissions: (_props, scope) => [
    { actions: ['apigateway:GET'], resources: [`${apiArn(scope)}/*/resources`] },
    { actions: ['apigateway:PUT'], resources: [`${apiArn(scope)}/*/resources/*/methods/*/integration`] },
  ],
};

/** A function is always invoked by POST (API Gateway guide, "Set up Lambda proxy integration"). */
function methodOf({ type }: ApiIntegrationProps): string {
  return type === 'AWS_PROXY' ? 'POST' : 'ANY';
}

function uriOf({ type, uri }: ApiIntegrationProps, { scope }: Run): string {
  return type === 'AWS_PROXY' ? functionUri(uri, scope) : uri;
}
