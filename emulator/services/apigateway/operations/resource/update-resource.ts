import type { Resource, UpdateResourceRequest } from '@aws-sdk/client-api-gateway';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { badRequest } from '../../control/errors.ts';
import { findResource } from '../../control/lookup.ts';
import { applyPatch, listingWording, type PatchRule } from '../../control/patch.ts';
import type { ResourceRecord } from '../../state/records.ts';
import { describeResource } from './describe-resource.ts';
import { checkPathPart, childrenOf, pathBelow, subtreeOf } from './path-part.ts';

const wording = listingWording(['/parentId', '/pathPart']);

/** Renames or moves a resource, with everything below it. */
export function updateResource(dependencies: Pick<Dependencies, 'store'>) {
  const { store } = dependencies;
  return operation<UpdateResourceRequest, Resource>({
    honours: { restApiId: true, resourceId: true, patchOperations: true },
    ...access('PATCH', ({ restApiId, resourceId }) => `/restapis/${restApiId}/resources/${resourceId}`),
    run({ restApiId = '', resourceId, patchOperations }) {
      const before = findResource(dependencies, restApiId, resourceId);
      const all = [...(store.state.apis.get(restApiId)?.resources.values() ?? [])];
      const rules: readonly PatchRule<ResourceRecord>[] = [
        {
          path: '/pathPart',
          ops: ['replace'],
          apply: (resource, { value }) => placed({ ...resource, pathPart: value }),
        },
        {
          path: '/parentId',
          ops: ['replace'],
          apply: (resource, { value }) => placed({ ...resource, parentId: value }),
        },
      ];
      // AWS refuses both for the root by name, whatever the value.
      const field = before.parentId === undefined && patchOperations?.[0]?.path?.slice(1);
      if (field === 'pathPart' || field === 'parentId')
        throw badRequest(`Root resource cannot update its ${field}.`);
      const changed = applyPatch(before, patchOperations, rules, wording);
      store.commit.putResources({ apiId: restApiId, resources: repathed(changed) });
      return describeResource(changed);

      function placed(resource: ResourceRecord): ResourceRecord {
        const { pathPart = '', parentId } = resource;
        const parent = findResource(dependencies, restApiId, parentId);
        if (subtreeOf(all, before).includes(parent)) throw badRequest('Resources cannot be cyclical.');
        const siblings = childrenOf(all, parent.id).filter(({ id }) => id !== before.id);
        checkPathPart(pathPart, parent, siblings);
        return { ...resource, path: pathBelow(parent, pathPart) };
      }

      function repathed(top: ResourceRecord): ResourceRecord[] {
        const below = childrenOf(all, top.id).flatMap((child) =>
          repathed({ ...child, path: pathBelow(top, child.pathPart ?? '') }),
        );
        return [top, ...below];
      }
    },
  });
}
