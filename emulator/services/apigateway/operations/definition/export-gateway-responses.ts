import type { GatewayResponseRecord } from '../../state/records.ts';

/**
 * The gateway's own answers as an export writes them, for those that were changed (API Gateway guide,
 * "x-amazon-apigateway-gateway-responses object"). The status is a number.
 */
export function exportGatewayResponses(responses: ReadonlyMap<string, GatewayResponseRecord>): object {
  const shown = [...responses.values()].map(
    ({ responseType, statusCode, responseParameters, responseTemplates }) => [
      responseType,
      {
        ...(statusCode !== undefined && { statusCode: Number(statusCode) }),
        ...(Object.keys(responseParameters).length > 0 && { responseParameters }),
        responseTemplates,
      },
    ],
  );
  return shown.length > 0 ? { 'x-amazon-apigateway-gateway-responses': Object.fromEntries(shown) } : {};
}
