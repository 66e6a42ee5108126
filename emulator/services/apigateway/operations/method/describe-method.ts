import type { Method, MethodResponse } from '@aws-sdk/client-api-gateway';
import type { MethodRecord, MethodResponseRecord } from '../../state/records.ts';
import { describeIntegration } from '../integration/describe-integration.ts';

/** A method as AWS shows it, with its responses and its integration. */
export function describeMethod(method: MethodRecord): Method {
  const responses = Object.entries(method.responses);
  return {
    httpMethod: method.httpMethod,
    authorizationType: method.authorizationType,
    authorizerId: method.authorizerId,
    authorizationScopes: method.authorizationScopes && [...method.authorizationScopes],
    apiKeyRequired: method.apiKeyRequired ?? false,
    operationName: method.operationName,
    requestParameters: method.requestParameters && { ...method.requestParameters },
    requestValidatorId: method.requestValidatorId,
    requestModels: method.requestModels && { ...method.requestModels },
    methodResponses:
      responses.length > 0
        ? Object.fromEntries(
            responses.map(([status, response]) => [status, describeMethodResponse(response)]),
          )
        : undefined,
    methodIntegration: method.integration && describeIntegration(method.integration),
  };
}

/** A method's response as AWS shows it. */
export function describeMethodResponse(response: MethodResponseRecord): MethodResponse {
  return {
    statusCode: response.statusCode,
    responseParameters: response.responseParameters && { ...response.responseParameters },
    responseModels: response.responseModels && { ...response.responseModels },
  };
}
