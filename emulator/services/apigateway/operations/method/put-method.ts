import type { Method, PutMethodRequest } from '@aws-sdk/client-api-gateway';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { badRequest, conflict } from '../../control/errors.ts';
import { findApi, findResource } from '../../control/lookup.ts';
import type { MethodRecord } from '../../state/records.ts';
import { checkModels } from '../model/model-rules.ts';
import { describeMethod } from './describe-method.ts';
import { checkAuthorization, checkRequestParameters, checkValidator, HTTP_METHODS } from './method-rules.ts';

/** Adds a method to a resource. */
export function putMethod(dependencies: Pick<Dependencies, 'store' | 'config'>) {
  return operation<PutMethodRequest, Method>({
    honours: {
      restApiId: true,
      resourceId: true,
      httpMethod: true,
      authorizationType: true,
      authorizerId: true,
      authorizationScopes: true,
      apiKeyRequired: true,
      operationName: true,
      requestParameters: true,
      requestModels: true,
      requestValidatorId: true,
    },
    ...access(
      'PUT',
      ({ restApiId, resourceId, httpMethod }) =>
        `/restapis/${restApiId}/resources/${resourceId}/methods/${httpMethod}`,
    ),
    run(input) {
      const { restApiId = '', resourceId, httpMethod = '' } = input;
      // AWS accepts lower case too (recorded).
      const authorizationType = input.authorizationType?.toUpperCase() ?? '';
      const resource = findResource(dependencies, restApiId, resourceId);
      if (!HTTP_METHODS.includes(httpMethod))
        throw badRequest(
          'Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY',
        );
      if (resource.methods[httpMethod]) throw conflict('Method already exists for this resource');
      const needsAuthorizer = authorizationType === 'CUSTOM' || authorizationType === 'COGNITO_USER_POOLS';
      const method: MethodRecord = {
        httpMethod,
        authorizationType,
        ...(needsAuthorizer && { authorizerId: input.authorizerId }),
        ...(input.authorizationScopes?.length && { authorizationScopes: input.authorizationScopes }),
        ...(input.apiKeyRequired && { apiKeyRequired: true }),
        ...(input.operationName && { operationName: input.operationName }),
        ...(input.requestParameters && { requestParameters: input.requestParameters }),
        ...(input.requestModels && { requestModels: input.requestModels }),
        ...(input.requestValidatorId && { requestValidatorId: input.requestValidatorId }),
        responses: {},
      };
      const api = findApi(dependencies, restApiId);
      checkAuthorization(api.authorizers, method);
      checkRequestParameters(method.requestParameters);
      checkModels(api, method.requestModels);
      checkValidator(api, method.requestValidatorId);
      dependencies.store.commit.putResources({
        apiId: restApiId,
        resources: [{ ...resource, methods: { ...resource.methods, [httpMethod]: method } }],
      });
      return describeMethod(method);
    },
  });
}
