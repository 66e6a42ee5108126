import type { GatewayResponse, PutGatewayResponseRequest } from '@aws-sdk/client-api-gateway';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { badRequest } from '../../control/errors.ts';
import { findApi } from '../../control/lookup.ts';
import type { GatewayResponseRecord } from '../../state/records.ts';
import { DEFAULT_TEMPLATES, describeGatewayResponse, STATUS_OF } from './default-gateway-response.ts';
import { checkGatewayResponse } from './gateway-response-rules.ts';

/** The path of a gateway response, for IAM. */
export function gatewayResponsePath(input: { restApiId?: string; responseType?: string }): string {
  return `/restapis/${input.restApiId}/gatewayresponses/${input.responseType}`;
}

/** Customises the gateway's answer to one kind of failure; replaces an earlier customisation. */
export function putGatewayResponse(dependencies: Pick<Dependencies, 'store' | 'config'>) {
  return operation<PutGatewayResponseRequest, GatewayResponse>({
    honours: {
      restApiId: true,
      responseType: true,
      statusCode: true,
      responseParameters: true,
      responseTemplates: true,
    },
    ...access('PUT', gatewayResponsePath),
    run({ restApiId = '', responseType, statusCode, responseParameters, responseTemplates }) {
      const { gatewayResponses } = findApi(dependencies, restApiId);
      if (!responseType) throw badRequest('Response type is required');
      const response: GatewayResponseRecord = {
        responseType,
        statusCode: statusCode ?? STATUS_OF[responseType],
        responseParameters: responseParameters ?? {},
        responseTemplates:
          Object.keys(responseTemplates ?? {}).length > 0 ? (responseTemplates ?? {}) : DEFAULT_TEMPLATES,
      };
      checkGatewayResponse(response);
      dependencies.store.commit.putGatewayResponse({ apiId: restApiId, response });
      return describeGatewayResponse(gatewayResponses, responseType);
    },
  });
}
