import type {
  GetResourceRequest,
  GetResourcesRequest,
  Resource,
  Resources,
} from '@aws-sdk/client-api-gateway';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { findApi, findResource } from '../../control/lookup.ts';
import { page } from '../../control/paging.ts';
import { describeResource } from './describe-resource.ts';

/** One resource, with its methods if the caller embeds them. */
export function getResource(dependencies: Pick<Dependencies, 'store'>) {
  return operation<GetResourceRequest, Resource>({
    honours: { restApiId: true, resourceId: true, embed: ['methods'] },
    ...access('GET', ({ restApiId, resourceId }) => `/restapis/${restApiId}/resources/${resourceId}`),
    run: ({ restApiId, resourceId, embed }) =>
      describeResource(findResource(dependencies, restApiId, resourceId), embed),
  });
}

/** Lists an API's resources in the order of their paths. */
export function getResources(dependencies: Pick<Dependencies, 'store' | 'config'>) {
  return operation<GetResourcesRequest, Resources>({
    honours: { restApiId: true, position: true, limit: true, embed: ['methods'] },
    ...access('GET', ({ restApiId }) => `/restapis/${restApiId}/resources`),
    run(input) {
      const { resources } = findApi(dependencies, input.restApiId);
      const all = [...resources.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
      const { items, position } = page(all, ({ id }) => id, input);
      return { items: items.map((item) => describeResource(item, input.embed)), position };
    },
  });
}
