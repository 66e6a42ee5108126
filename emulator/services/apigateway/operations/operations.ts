import type { Operation } from '../../../edge/operation.ts';
import type { Dependencies } from '../control/dependencies.ts';
import { getAccount, updateAccount } from './account/account.ts';
import { createApiKey } from './api-key/create-api-key.ts';
import { getApiKey, getApiKeys } from './api-key/get-api-key.ts';
import { importApiKeys } from './api-key/import-api-keys.ts';
import { deleteApiKey, updateApiKey } from './api-key/update-api-key.ts';
import { createAuthorizer } from './authorizer/create-authorizer.ts';
import { deleteAuthorizer } from './authorizer/delete-authorizer.ts';
import { getAuthorizer, getAuthorizers } from './authorizer/get-authorizer.ts';
import { testInvokeAuthorizer } from './authorizer/test-invoke-authorizer.ts';
import { updateAuthorizer } from './authorizer/update-authorizer.ts';
import { getExport } from './definition/get-export.ts';
import { importRestApi, putRestApi } from './definition/import-rest-api.ts';
import { deleteDeployment, updateDeployment } from './deployment/change-deployment.ts';
import { createDeployment } from './deployment/create-deployment.ts';
import { getDeployment, getDeployments } from './deployment/get-deployment.ts';
import { importDocumentationParts } from './documentation/import-parts.ts';
import {
  createDocumentationPart,
  deleteDocumentationPart,
  getDocumentationPart,
  getDocumentationParts,
  updateDocumentationPart,
} from './documentation/parts.ts';
import {
  createDocumentationVersion,
  deleteDocumentationVersion,
  getDocumentationVersion,
  getDocumentationVersions,
  updateDocumentationVersion,
} from './documentation/versions.ts';
import {
  deleteGatewayResponse,
  getGatewayResponse,
  getGatewayResponses,
} from './gateway-response/get-gateway-response.ts';
import { putGatewayResponse } from './gateway-response/put-gateway-response.ts';
import { updateGatewayResponse } from './gateway-response/update-gateway-response.ts';
import { deleteIntegration, getIntegration } from './integration/get-integration.ts';
import {
  deleteIntegrationResponse,
  getIntegrationResponse,
  putIntegrationResponse,
  updateIntegrationResponse,
} from './integration/integration-response.ts';
import { putIntegration } from './integration/put-integration.ts';
import { updateIntegration } from './integration/update-integration.ts';
import { deleteMethod, getMethod } from './method/get-method.ts';
import {
  deleteMethodResponse,
  getMethodResponse,
  putMethodResponse,
  updateMethodResponse,
} from './method/method-response.ts';
import { putMethod } from './method/put-method.ts';
import { testInvokeMethod } from './method/test-invoke-method.ts';
import { updateMethod } from './method/update-method.ts';
import { createModel, deleteModel, getModel, getModels, updateModel } from './model/models.ts';
import { createResource } from './resource/create-resource.ts';
import { deleteResource } from './resource/delete-resource.ts';
import { getResource, getResources } from './resource/get-resource.ts';
import { updateResource } from './resource/update-resource.ts';
import { createRestApi } from './rest-api/create-rest-api.ts';
import { deleteRestApi } from './rest-api/delete-rest-api.ts';
import { getRestApi, getRestApis } from './rest-api/get-rest-api.ts';
import { updateRestApi } from './rest-api/update-rest-api.ts';
import { createStage } from './stage/create-stage.ts';
import { deleteStage, flushStageAuthorizersCache } from './stage/delete-stage.ts';
import { getStage, getStages } from './stage/get-stage.ts';
import { updateStage } from './stage/update-stage.ts';
import { getTags, tagResource, untagResource } from './tags/tags.ts';
import { createUsagePlan } from './usage-plan/create-usage-plan.ts';
import { deleteUsagePlan, getUsagePlan, getUsagePlans } from './usage-plan/get-usage-plan.ts';
import { updateUsagePlan } from './usage-plan/update-usage-plan.ts';
import { getUsage, updateUsage } from './usage-plan/usage.ts';
import {
  createUsagePlanKey,
  deleteUsagePlanKey,
  getUsagePlanKey,
  getUsagePlanKeys,
} from './usage-plan/usage-plan-keys.ts';
import {
  createRequestValidator,
  deleteRequestValidator,
  getRequestValidator,
  getRequestValidators,
  updateRequestValidator,
} from './validator/validators.ts';
import { noVpcLinks } from './vpc-link/no-vpc-links.ts';

/** The operations of API Gateway's control plane that the engine has; the edge answers 501 for all others of the model. */
export function restApiOperations(dependencies: Dependencies): Record<string, Operation<object, object>> {
  return {
    CreateRestApi: createRestApi(dependencies),
    ImportRestApi: importRestApi(dependencies),
    PutRestApi: putRestApi(dependencies),
    GetExport: getExport(dependencies),
    GetRestApi: getRestApi(dependencies),
    GetRestApis: getRestApis(dependencies),
    UpdateRestApi: updateRestApi(dependencies),
    DeleteRestApi: deleteRestApi(dependencies),
    CreateResource: createResource(dependencies),
    GetResource: getResource(dependencies),
    GetResources: getResources(dependencies),
    UpdateResource: updateResource(dependencies),
    DeleteResource: deleteResource(dependencies),
    PutMethod: putMethod(dependencies),
    GetMethod: getMethod(dependencies),
    UpdateMethod: updateMethod(dependencies),
    TestInvokeMethod: testInvokeMethod(dependencies),
    DeleteMethod: deleteMethod(dependencies),
    PutMethodResponse: putMethodResponse(dependencies),
    GetMethodResponse: getMethodResponse(dependencies),
    UpdateMethodResponse: updateMethodResponse(dependencies),
    DeleteMethodResponse: deleteMethodResponse(dependencies),
    PutIntegration: putIntegration(dependencies),
    GetIntegration: getIntegration(dependencies),
    UpdateIntegration: updateIntegration(dependencies),
    DeleteIntegration: deleteIntegration(dependencies),
    PutIntegrationResponse: putIntegrationResponse(dependencies),
    GetIntegrationResponse: getIntegrationResponse(dependencies),
    UpdateIntegrationResponse: updateIntegrationResponse(dependencies),
    DeleteIntegrationResponse: deleteIntegrationResponse(dependencies),
    CreateAuthorizer: createAuthorizer(dependencies),
    GetAuthorizer: getAuthorizer(dependencies),
    GetAuthorizers: getAuthorizers(dependencies),
    UpdateAuthorizer: updateAuthorizer(dependencies),
    DeleteAuthorizer: deleteAuthorizer(dependencies),
    PutGatewayResponse: putGatewayResponse(dependencies),
    GetGatewayResponse: getGatewayResponse(dependencies),
    GetGatewayResponses: getGatewayResponses(dependencies),
    UpdateGatewayResponse: updateGatewayResponse(dependencies),
    DeleteGatewayResponse: deleteGatewayResponse(dependencies),
    CreateDeployment: createDeployment(dependencies),
    GetDeployment: getDeployment(dependencies),
    GetDeployments: getDeployments(dependencies),
    UpdateDeployment: updateDeployment(dependencies),
    DeleteDeployment: deleteDeployment(dependencies),
    CreateStage: createStage(dependencies),
    GetStage: getStage(dependencies),
    GetStages: getStages(dependencies),
    UpdateStage: updateStage(dependencies),
    DeleteStage: deleteStage(dependencies),
    FlushStageAuthorizersCache: flushStageAuthorizersCache(dependencies),
    GetAccount: getAccount(dependencies),
    UpdateAccount: updateAccount(dependencies),
    TestInvokeAuthorizer: testInvokeAuthorizer(dependencies),
    CreateModel: createModel(dependencies),
    GetModel: getModel(dependencies),
    GetModels: getModels(dependencies),
    UpdateModel: updateModel(dependencies),
    DeleteModel: deleteModel(dependencies),
    CreateRequestValidator: createRequestValidator(dependencies),
    GetRequestValidator: getRequestValidator(dependencies),
    GetRequestValidators: getRequestValidators(dependencies),
    UpdateRequestValidator: updateRequestValidator(dependencies),
    DeleteRequestValidator: deleteRequestValidator(dependencies),
    CreateDocumentationPart: createDocumentationPart(dependencies),
    GetDocumentationPart: getDocumentationPart(dependencies),
    UpdateDocumentationPart: updateDocumentationPart(dependencies),
    DeleteDocumentationPart: deleteDocumentationPart(dependencies),
    ImportDocumentationParts: importDocumentationParts(dependencies),
    CreateDocumentationVersion: createDocumentationVersion(dependencies),
    GetDocumentationVersion: getDocumentationVersion(dependencies),
    UpdateDocumentationVersion: updateDocumentationVersion(dependencies),
    DeleteDocumentationVersion: deleteDocumentationVersion(dependencies),
    GetDocumentationParts: getDocumentationParts(dependencies),
    GetDocumentationVersions: getDocumentationVersions(dependencies),
    GetTags: getTags(dependencies),
    TagResource: tagResource(dependencies),
    UntagResource: untagResource(dependencies),
    CreateApiKey: createApiKey(dependencies),
    ImportApiKeys: importApiKeys(dependencies),
    GetApiKey: getApiKey(dependencies),
    GetApiKeys: getApiKeys(dependencies),
    UpdateApiKey: updateApiKey(dependencies),
    DeleteApiKey: deleteApiKey(dependencies),
    CreateUsagePlan: createUsagePlan(dependencies),
    GetUsagePlan: getUsagePlan(dependencies),
    GetUsagePlans: getUsagePlans(dependencies),
    UpdateUsagePlan: updateUsagePlan(dependencies),
    DeleteUsagePlan: deleteUsagePlan(dependencies),
    CreateUsagePlanKey: createUsagePlanKey(dependencies),
    GetUsagePlanKey: getUsagePlanKey(dependencies),
    GetUsagePlanKeys: getUsagePlanKeys(dependencies),
    DeleteUsagePlanKey: deleteUsagePlanKey(dependencies),
    GetUsage: getUsage(dependencies),
    UpdateUsage: updateUsage(dependencies),
    ...noVpcLinks(),
  };
}
