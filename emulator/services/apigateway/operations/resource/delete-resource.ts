import type { DeleteResourceRequest } from '@aws-sdk/client-api-gateway';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { badRequest } from '../../control/errors.ts';
import { findResource } from '../../control/lookup.ts';
import { subtreeOf } from './path-part.ts';

/** Deletes a resource with all below it. */
export function deleteResource(dependencies: Pick<Dependencies, 'store'>) {
  const { store } = dependencies;
  return operation<DeleteResourceRequest, object>({
    honours: { restApiId: true, resourceId: true },
    ...access('DELETE', ({ restApiId, resourceId }) => `/restapis/${restApiId}/resources/${resourceId}`),
    run({ restApiId = '', resourceId }) {
      const resource = findResource(dependencies, restApiId, resourceId);
      if (!resource.parentId) throw badRequest('Root resource cannot be deleted');
      const all = [...(store.state.apis.get(restApiId)?.resources.values() ?? [])];
      const ids = subtreeOf(all, resource).map(({ id }) => id);
      store.commit.deleteResources({ apiId: restApiId, ids });
      return {};
    },
  });
}
