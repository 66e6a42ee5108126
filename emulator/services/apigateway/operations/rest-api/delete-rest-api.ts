import type { DeleteRestApiRequest } from '@aws-sdk/client-api-gateway';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { findApi } from '../../control/lookup.ts';

/** Deletes an API with everything in it; its stages stop answering. */
export function deleteRestApi(dependencies: Pick<Dependencies, 'store' | 'plans' | 'config' | 'verdicts'>) {
  return operation<DeleteRestApiRequest, object>({
    honours: { restApiId: true },
    ...access('DELETE', ({ restApiId }) => `/restapis/${restApiId}`),
    run({ restApiId = '' }) {
      findApi(dependencies, restApiId);
      dependencies.store.commit.deleteApi({ apiId: restApiId });
      dependencies.plans.commit.forgetStage({ apiId: restApiId });
      dependencies.verdicts.flush(restApiId);
      return {};
    },
  });
}
