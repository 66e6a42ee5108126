import type { Operation } from '../../../edge/operation.ts';
import { createApi, deleteApi, deleteCorsConfiguration, getApi, getApis, updateApi } from './apis.ts';
import {
  createAuthorizer,
  deleteAuthorizer,
  getAuthorizer,
  getAuthorizers,
  updateAuthorizer,
} from './authorizers.ts';
import { exportApi } from './definition/export-api.ts';
import { importApi, reimportApi } from './definition/import-api.ts';
import type { Dependencies } from './dependencies.ts';
import {
  createDeployment,
  deleteDeployment,
  getDeployment,
  getDeployments,
  updateDeployment,
} from './deployments.ts';
import {
  createIntegration,
  deleteIntegration,
  getIntegration,
  getIntegrations,
  updateIntegration,
} from './integrations.ts';
import { deleteRouteSettings } from './route-settings.ts';
import { createRoute, deleteRoute, getRoute, getRoutes, updateRoute } from './routes.ts';
import {
  createStage,
  deleteAccessLogSettings,
  deleteStage,
  getStage,
  getStages,
  resetAuthorizersCache,
  updateStage,
} from './stages.ts';
import { getTags, tagResource, untagResource } from './tags.ts';

/** The operations of HTTP APIs that the engine has; the edge answers 501 for all others of the model. */
export function httpApiOperations(dependencies: Dependencies): Record<string, Operation<object, object>> {
  return {
    CreateApi: createApi(dependencies),
    ImportApi: importApi(dependencies),
    ReimportApi: reimportApi(dependencies),
    ExportApi: exportApi(dependencies),
    GetApi: getApi(dependencies),
    GetApis: getApis(dependencies),
    UpdateApi: updateApi(dependencies),
    DeleteApi: deleteApi(dependencies),
    DeleteCorsConfiguration: deleteCorsConfiguration(dependencies),
    CreateRoute: createRoute(dependencies),
    GetRoute: getRoute(dependencies),
    GetRoutes: getRoutes(dependencies),
    UpdateRoute: updateRoute(dependencies),
    DeleteRoute: deleteRoute(dependencies),
    CreateIntegration: createIntegration(dependencies),
    GetIntegration: getIntegration(dependencies),
    GetIntegrations: getIntegrations(dependencies),
    UpdateIntegration: updateIntegration(dependencies),
    DeleteIntegration: deleteIntegration(dependencies),
    CreateAuthorizer: createAuthorizer(dependencies),
    GetAuthorizer: getAuthorizer(dependencies),
    GetAuthorizers: getAuthorizers(dependencies),
    UpdateAuthorizer: updateAuthorizer(dependencies),
    DeleteAuthorizer: deleteAuthorizer(dependencies),
    CreateStage: createStage(dependencies),
    GetStage: getStage(dependencies),
    GetStages: getStages(dependencies),
    UpdateStage: updateStage(dependencies),
    DeleteStage: deleteStage(dependencies),
    DeleteRouteSettings: deleteRouteSettings(dependencies),
    DeleteAccessLogSettings: deleteAccessLogSettings(dependencies),
    ResetAuthorizersCache: resetAuthorizersCache(dependencies),
    CreateDeployment: createDeployment(dependencies),
    GetDeployment: getDeployment(dependencies),
    GetDeployments: getDeployments(dependencies),
    UpdateDeployment: updateDeployment(dependencies),
    DeleteDeployment: deleteDeployment(dependencies),
    GetTags: getTags(dependencies),
    TagResource: tagResource(dependencies),
    UntagResource: untagResource(dependencies),
  };
}
