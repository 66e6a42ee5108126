import type { Service } from '../../edge/operation.ts';
import type { LambdaServices } from '../services.ts';
import { addPermission } from './add-permission.ts';
import { createAlias } from './create-alias.ts';
import { createFunction } from './create-function.ts';
import { deleteAlias } from './delete-alias.ts';
import { deleteFunction } from './delete-function.ts';
import { getAlias } from './get-alias.ts';
import { getFunction } from './get-function.ts';
import { getFunctionConfiguration } from './get-function-configuration.ts';
import { getPolicy } from './get-policy.ts';
import { invoke } from './invoke.ts';
import { listAliases } from './list-aliases.ts';
import { listFunctions } from './list-functions.ts';
import { listTags } from './list-tags.ts';
import { listVersionsByFunction } from './list-versions-by-function.ts';
import { publishVersion } from './publish-version.ts';
import { removePermission } from './remove-permission.ts';
import { tagResource } from './tag-resource.ts';
import { untagResource } from './untag-resource.ts';
import { updateAlias } from './update-alias.ts';
import { updateFunctionCode } from './update-function-code.ts';
import { updateFunctionConfiguration } from './update-function-configuration.ts';

/** All operations of Lambda that are there, by their names in the model. */
export function operations(services: LambdaServices): Service['operations'] {
  return {
    AddPermission: addPermission(services),
    CreateFunction: createFunction(services),
    DeleteFunction: deleteFunction(services),
    GetFunction: getFunction(services),
    GetFunctionConfiguration: getFunctionConfiguration(services),
    GetPolicy: getPolicy(services),
    Invoke: invoke(services),
    ListFunctions: listFunctions(services),
    ListTags: listTags(services),
    RemovePermission: removePermission(services),
    TagResource: tagResource(services),
    UntagResource: untagResource(services),
    CreateAlias: createAlias(services),
    DeleteAlias: deleteAlias(services),
    GetAlias: getAlias(services),
    ListAliases: listAliases(services),
    ListVersionsByFunction: listVersionsByFunction(services),
    PublishVersion: publishVersion(services),
    UpdateAlias: updateAlias(services),
    UpdateFunctionCode: updateFunctionCode(services),
    UpdateFunctionConfiguration: updateFunctionConfiguration(services),
  };
}
