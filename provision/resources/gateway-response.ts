import {
  DeleteGatewayResponseCommand,
  type GatewayResponse,
  type GatewayResponseType,
  GetGatewayResponseCommand,
  PutGatewayResponseCommand,
} from '@aws-sdk/client-api-gateway';
import type { Kind } from '../reconcile/kind.ts';
import { isGone, unlessGone } from '../reconcile/reader-error.ts';
import { apiArn } from './rest-api.ts';

export interface GatewayResponseProps {
  readonly apiId: string;
  readonly responseType: GatewayResponseType;
  readonly statusCode: string;
  /** Headers of the answer besides its own, by name. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The gateway's own answer in one case: here, that a credential is needed. */
export const gatewayResponse: Kind<GatewayResponseProps, GatewayResponse, undefined> = {
  type: 'gateway response',
  part: true,
  name: ({ responseType }) => responseType,
  identity: ({ apiId }) => [apiId],
  async observe({ apiId: restApiId, responseType }, { clients }) {
    try {
      const found = await clients.apigateway.send(new GetGatewayResponseCommand({ restApiId, responseType }));
      // Every API answers for every type; unset ones are called defaults.
      return found.defaultResponse ? undefined : found;
    } catch (error) {
      if (isGone(error)) return undefined;
      throw error;
    }
  },
  wanted: ({ statusCode, headers }) => ({
    statusCode,
    parameters: parametersOf(headers),
    templates: TEMPLATES,
  }),
  found: ({ statusCode, responseParameters, responseTemplates }) => ({
    statusCode,
    parameters: responseParameters ?? {},
    templates: responseTemplates ?? {},
  }),
  predict: () => undefined,
  outputs: () => undefined,
  create: ({ apiId: restApiId, responseType, statusCode, headers }, { clients }) =>
    clients.apigateway.send(
      new PutGatewayResponseCommand({
        restApiId,
        responseType,
        statusCode,
        responseParameters: parametersOf(headers),
        responseTemplates: TEMPLATES,
      }),
    ),
  async update(props, _state, _changed, run) {
    await gatewayResponse.create(props, run);
  },
  async remove(_state, { apiId: restApiId, responseType }, { clients }) {
    await clients.apigateway
      .send(new DeleteGatewayResponseCommand({ restApiId, responseType }))
      .catch(unlessGone);
  },
  permissions: (_props, scope) => [
    { actions: ['apigateway:GET', 'apigateway:PUT'], resources: [`${apiArn(scope)}/*/gatewayresponses/*`] },
  ],
};

/** API Gateway's default body. */
const TEMPLATES = { 'application/json': '{"message":$context.error.messageString}' };

/** A static value stands in single quotes (API Gateway guide, "Gateway response types", header mapping). */
function parametersOf(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [`gatewayresponse.header.${name}`, `'${value}'`]),
  );
}
