import type { GetRestApiRequest, GetRestApisRequest, RestApi, RestApis } from '@aws-sdk/client-api-gateway';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { findApi } from '../../control/lookup.ts';
import { page } from '../../control/paging.ts';
import { describeRestApi } from './describe-rest-api.ts';

/** One API. */
export function getRestApi(dependencies: Pick<Dependencies, 'store' | 'config'>) {
  return operation<GetRestApiRequest, RestApi>({
    honours: { restApiId: true },
    ...access('GET', ({ restApiId }) => `/restapis/${restApiId}`),
    run: ({ restApiId }) => describeRestApi(findApi(dependencies, restApiId).api),
  });
}

/** Lists the APIs, oldest first. */
export function getRestApis({ store }: Pick<Dependencies, 'store'>) {
  return operation<GetRestApisRequest, RestApis>({
    honours: { position: true, limit: true },
    ...access('GET', () => '/restapis'),
    run(input) {
      const all = [...store.state.apis.values()].map(({ api }) => api);
      const { items, position } = page(all, ({ id }) => id, input);
      return { items: items.map(describeRestApi), position };
    },
  });
}
