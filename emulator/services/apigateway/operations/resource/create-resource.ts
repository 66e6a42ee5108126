import type { CreateResourceRequest, Resource } from '@aws-sdk/client-api-gateway';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import { newPartId } from '../../../execute-api/ids.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { findResource } from '../../control/lookup.ts';
import type { ResourceRecord } from '../../state/records.ts';
import { describeResource } from './describe-resource.ts';
import { checkPathPart, childrenOf, pathBelow } from './path-part.ts';

/** Makes a resource below another. */
export function createResource(dependencies: Pick<Dependencies, 'store' | 'random'>) {
  const { store, random } = dependencies;
  return operation<CreateResourceRequest, Resource>({
    honours: { restApiId: true, parentId: true, pathPart: true },
    ...access('POST', ({ restApiId, parentId }) => `/restapis/${restApiId}/resources/${parentId}`),
    run({ restApiId = '', parentId, pathPart = '' }) {
      const parent = findResource(dependencies, restApiId, parentId);
      const all = store.state.apis.get(restApiId)?.resources.values() ?? [];
      checkPathPart(pathPart, parent, childrenOf(all, parent.id));
      const resource: ResourceRecord = {
        id: newPartId(random),
        parentId: parent.id,
        pathPart,
        path: pathBelow(parent, pathPart),
        methods: {},
      };
      store.commit.putResources({ apiId: restApiId, resources: [resource] });
      return describeResource(resource);
    },
  });
}
