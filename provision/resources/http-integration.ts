import {
  CreateIntegrationCommand,
  DeleteIntegrationCommand,
  type Integration,
  UpdateIntegrationCommand,
} from '@aws-sdk/client-apigatewayv2';
import type { Fields } from '../reconcile/fields.ts';
import type { Kind } from '../reconcile/kind.ts';
import { unlessGone } from '../reconcile/reader-error.ts';
import { unknown } from '../reconcile/unknown.ts';
import { httpApiArn } from './http-api.ts';
import { httpIntegrations } from './http-contents.ts';

export interface HttpIntegrationProps {
  readonly apiId: string;
  /** Stored in the description, which finds it: integrations have neither names nor tags. */
  readonly name: string;
  /** To a server, or to a function as an event of payload 2.0. */
  readonly type: 'HTTP_PROXY' | 'AWS_PROXY';
  /** Where requests go: an address, or a function's ARN. */
  readonly uri: string;
  /** How a request is changed: `overwrite:header.x` and the new value. */
  readonly requestParameters: Readonly<Record<string, string>>;
}

/** The longest possible (API Gateway quotas, HTTP API, "Integration timeout"). */
const TIMEOUT = 30_000;
/** The parameter whose value is secret. */
export const HTTP_SECRET_HEADER = 'overwrite:header.x-origin-secret';

/** What follows from where requests go. A function is always invoked by POST. */
const BY_TYPE = {
  HTTP_PROXY: { method: 'ANY', payload: '1.0' },
  AWS_PROXY: { method: 'POST', payload: '2.0' },
} as const;

/** Where an HTTP API's requests go: to the origin, unchanged except for the parameters, or to a function. */
export const httpIntegration: Kind<HttpIntegrationProps, Integration, { id: string }> = {
  type: 'HTTP integration',
  namesRepeat: true,
  part: true,
  sensitive: [HTTP_SECRET_HEADER],
  name: ({ name }) => name,
  identity: ({ apiId }) => [apiId],
  async observe({ apiId, name }, run) {
    return (await httpIntegrations(apiId, run)).find(({ Description }) => Description === markOf(name));
  },
  wanted: ({ type, uri, requestParameters }) => ({
    type,
    ...BY_TYPE[type],
    uri,
    timeout: TIMEOUT,
    ...requestParameters,
  }),
  found: (state): Fields => ({
    type: state.IntegrationType,
    method: state.IntegrationMethod,
    payload: state.PayloadFormatVersion,
    uri: state.IntegrationUri,
    timeout: state.TimeoutInMillis ?? TIMEOUT,
    ...state.RequestParameters,
    // The stack declares nothing about answers: each rewritten status is drift.
    ...Object.fromEntries(
      Object.entries(state.ResponseParameters ?? {})
        .filter(([, parameters]) => Object.keys(parameters).length > 0)
        .map(([status, parameters]) => [`answers ${status}`, JSON.stringify(parameters)]),
    ),
  }),
  predict: ({ name }) => ({ id: unknown(`id of HTTP integration ${name}`) }),
  outputs: ({ IntegrationId }, { name }) => ({
    id: IntegrationId ?? unknown(`id of HTTP integration ${name}`),
  }),
  create: (props, { clients }) =>
    clients.apigatewayv2.send(new CreateIntegrationCommand(settingsOf(props, props.requestParameters))),
  async update(props, { IntegrationId, RequestParameters, ResponseParameters }, _changed, { clients }) {
    // An update keeps parameters that it does not name; an empty text removes one, an empty map those of a status.
    const none = Object.fromEntries(Object.keys(RequestParameters ?? {}).map((name) => [name, '']));
    const plain = Object.fromEntries(Object.keys(ResponseParameters ?? {}).map((status) => [status, {}]));
    await clients.apigatewayv2.send(
      new UpdateIntegrationCommand({
        ...settingsOf(props, { ...none, ...props.requestParameters }),
        ResponseParameters: plain,
        IntegrationId,
      }),
    );
  },
  async remove({ IntegrationId }, { apiId: ApiId }, { clients }) {
    await clients.apigatewayv2.send(new DeleteIntegrationCommand({ ApiId, IntegrationId })).catch(unlessGone);
  },
  permissions: (_props, scope) => [
    { actions: ['apigateway:GET', 'apigateway:POST'], resources: [`${httpApiArn(scope)}/*/integrations`] },
    { actions: ['apigateway:PATCH'], resources: [`${httpApiArn(scope)}/*/integrations/*`] },
  ],
};

function settingsOf(
  { apiId, name, type, uri }: HttpIntegrationProps,
  parameters: Readonly<Record<string, string>>,
) {
  return {
    ApiId: apiId,
    Description: markOf(name),
    IntegrationType: type,
    IntegrationMethod: BY_TYPE[type].method,
    IntegrationUri: uri,
    PayloadFormatVersion: BY_TYPE[type].payload,
    TimeoutInMillis: TIMEOUT,
    RequestParameters: { ...parameters },
  } as const;
}

function markOf(name: string): string {
  return `gatehouse ${name}`;
}
