import type { Service } from '../../../edge/operation.ts';
import type { LambdaServices } from '../services.ts';
import { addLayerVersionPermission } from './add-layer-version-permission.ts';
import { addPermission } from './add-permission.ts';
import { createAlias } from './create-alias.ts';
import { createEventSourceMapping } from './create-event-source-mapping.ts';
import { createFunction } from './create-function.ts';
import { createFunctionUrlConfig } from './create-function-url-config.ts';
import { deleteAlias } from './delete-alias.ts';
import { deleteEventSourceMapping } from './delete-event-source-mapping.ts';
import { deleteFunction } from './delete-function.ts';
import { deleteFunctionConcurrency } from './delete-function-concurrency.ts';
import { deleteFunctionEventInvokeConfig } from './delete-function-event-invoke-config.ts';
import { deleteFunctionUrlConfig } from './delete-function-url-config.ts';
import { deleteLayerVersion } from './delete-layer-version.ts';
import { featuresOff } from './features-off.ts';
import { getAccountSettings } from './get-account-settings.ts';
import { getAlias } from './get-alias.ts';
import { getEventSourceMapping } from './get-event-source-mapping.ts';
import { getFunction } from './get-function.ts';
import { getFunctionConcurrency } from './get-function-concurrency.ts';
import { getFunctionConfiguration } from './get-function-configuration.ts';
import { getFunctionEventInvokeConfig } from './get-function-event-invoke-config.ts';
import { getFunctionUrlConfig } from './get-function-url-config.ts';
import { getLayerVersion } from './get-layer-version.ts';
import { getLayerVersionByArn } from './get-layer-version-by-arn.ts';
import { getLayerVersionPolicy } from './get-layer-version-policy.ts';
import { getPolicy } from './get-policy.ts';
import { invoke } from './invoke.ts';
import { invokeWithResponseStream } from './invoke-with-response-stream.ts';
import { listAliases } from './list-aliases.ts';
import { listEventSourceMappings } from './list-event-source-mappings.ts';
import { listFunctionEventInvokeConfigs } from './list-function-event-invoke-configs.ts';
import { listFunctionUrlConfigs } from './list-function-url-configs.ts';
import { listFunctions } from './list-functions.ts';
import { listLayerVersions } from './list-layer-versions.ts';
import { listLayers } from './list-layers.ts';
import { listTags } from './list-tags.ts';
import { listVersionsByFunction } from './list-versions-by-function.ts';
import { publishLayerVersion } from './publish-layer-version.ts';
import { publishVersion } from './publish-version.ts';
import { putFunctionConcurrency } from './put-function-concurrency.ts';
import { putFunctionEventInvokeConfig } from './put-function-event-invoke-config.ts';
import { removeLayerVersionPermission } from './remove-layer-version-permission.ts';
import { removePermission } from './remove-permission.ts';
import { tagResource } from './tag-resource.ts';
import { untagResource } from './untag-resource.ts';
import { updateAlias } from './update-alias.ts';
import { updateEventSourceMapping } from './update-event-source-mapping.ts';
import { updateFunctionCode } from './update-function-code.ts';
import { updateFunctionConfiguration } from './update-function-configuration.ts';
import { updateFunctionEventInvokeConfig } from './update-function-event-invoke-config.ts';
import { updateFunctionUrlConfig } from './update-function-url-config.ts';

/** All operations of Lambda that the engine has, by their names in the model. */
export function operations(services: LambdaServices): Service['operations'] {
  return {
    ...featuresOff(services),
    UpdateEventSourceMapping: updateEventSourceMapping(services),
    ListEventSourceMappings: listEventSourceMappings(services),
    GetEventSourceMapping: getEventSourceMapping(services),
    DeleteEventSourceMapping: deleteEventSourceMapping(services),
    CreateEventSourceMapping: createEventSourceMapping(services),
    AddLayerVersionPermission: addLayerVersionPermission(services),
    AddPermission: addPermission(services),
    CreateAlias: createAlias(services),
    CreateFunction: createFunction(services),
    CreateFunctionUrlConfig: createFunctionUrlConfig(services),
    DeleteAlias: deleteAlias(services),
    DeleteFunction: deleteFunction(services),
    DeleteFunctionConcurrency: deleteFunctionConcurrency(services),
    DeleteFunctionEventInvokeConfig: deleteFunctionEventInvokeConfig(services),
    DeleteFunctionUrlConfig: deleteFunctionUrlConfig(services),
    DeleteLayerVersion: deleteLayerVersion(services),
    GetAccountSettings: getAccountSettings(services),
    GetAlias: getAlias(services),
    GetFunction: getFunction(services),
    GetFunctionConcurrency: getFunctionConcurrency(services),
    GetFunctionConfiguration: getFunctionConfiguration(services),
    GetFunctionEventInvokeConfig: getFunctionEventInvokeConfig(services),
    GetFunctionUrlConfig: getFunctionUrlConfig(services),
    GetLayerVersion: getLayerVersion(services),
    GetLayerVersionByArn: getLayerVersionByArn(services),
    GetLayerVersionPolicy: getLayerVersionPolicy(services),
    GetPolicy: getPolicy(services),
    Invoke: invoke(services),
    InvokeWithResponseStream: invokeWithResponseStream(services),
    ListAliases: listAliases(services),
    ListFunctionEventInvokeConfigs: listFunctionEventInvokeConfigs(services),
    ListFunctionUrlConfigs: listFunctionUrlConfigs(services),
    ListFunctions: listFunctions(services),
    ListLayerVersions: listLayerVersions(services),
    ListLayers: listLayers(services),
    ListTags: listTags(services),
    ListVersionsByFunction: listVersionsByFunction(services),
    PublishLayerVersion: publishLayerVersion(services),
    PublishVersion: publishVersion(services),
    PutFunctionConcurrency: putFunctionConcurrency(services),
    PutFunctionEventInvokeConfig: putFunctionEventInvokeConfig(services),
    RemoveLayerVersionPermission: removeLayerVersionPermission(services),
    RemovePermission: removePermission(services),
    TagResource: tagResource(services),
    UntagResource: untagResource(services),
    UpdateAlias: updateAlias(services),
    UpdateFunctionCode: updateFunctionCode(services),
    UpdateFunctionConfiguration: updateFunctionConfiguration(services),
    UpdateFunctionEventInvokeConfig: updateFunctionEventInvokeConfig(services),
    UpdateFunctionUrlConfig: updateFunctionUrlConfig(services),
  };
}
