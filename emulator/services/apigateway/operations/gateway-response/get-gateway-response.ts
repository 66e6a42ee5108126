import type {
  DeleteGatewayResponseRequest,
  GatewayResponse,
  GatewayResponses,
  GatewayResponseType,
  GetGatewayResponseRequest,
  GetGatewayResponsesRequest,
} from '@aws-sdk/client-api-gateway';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { notFound } from '../../control/errors.ts';
import { findApi } from '../../control/lookup.ts';
import { page } from '../../control/paging.ts';
import { describeGatewayResponse, STATUS_OF } from './default-gateway-response.ts';
import { gatewayResponsePath } from './put-gateway-response.ts';

/** The effective response of one type, customised or not. */
export function getGatewayResponse(dependencies: Pick<Dependencies, 'store' | 'config'>) {
  return operation<GetGatewayResponseRequest, GatewayResponse>({
    honours: { restApiId: true, responseType: true },
    ...access('GET', gatewayResponsePath),
    run({ restApiId, responseType }) {
      const { gatewayResponses } = findApi(dependencies, restApiId);
      return describeGatewayResponse(gatewayResponses, responseType ?? 'DEFAULT_4XX');
    },
  });
}

/** Lists all types, customised or not. */
export function getGatewayResponses(dependencies: Pick<Dependencies, 'store' | 'config'>) {
  return operation<GetGatewayResponsesRequest, GatewayResponses>({
    honours: { restApiId: true, position: true, limit: true },
    ...access('GET', ({ restApiId }) => `/restapis/${restApiId}/gatewayresponses`),
    run(input) {
      const { gatewayResponses } = findApi(dependencies, input.restApiId);
      const types = Object.keys(STATUS_OF) as GatewayResponseType[];
      const { items, position } = page(types, (type) => type, input);
      return { items: items.map((type) => describeGatewayResponse(gatewayResponses, type)), position };
    },
  });
}

/** Resets a type to its default. */
export function deleteGatewayResponse(dependencies: Pick<Dependencies, 'store' | 'config'>) {
  return operation<DeleteGatewayResponseRequest, object>({
    honours: { restApiId: true, responseType: true },
    ...access('DELETE', gatewayResponsePath),
    run({ restApiId = '', responseType }) {
      const { gatewayResponses } = findApi(dependencies, restApiId);
      if (!responseType || !gatewayResponses.has(responseType))
        throw notFound('Gateway response type not defined on api');
      dependencies.store.commit.deleteGatewayResponse({ apiId: restApiId, responseType });
      return {};
    },
  });
}
