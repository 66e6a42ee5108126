import type { DeleteMethodRequest, GetMethodRequest, Method } from '@aws-sdk/client-api-gateway';
import { operation } from '../../../../edge/operation.ts';
import { access } from '../../../execute-api/access.ts';
import type { Dependencies } from '../../control/dependencies.ts';
import { findMethod, type MethodKey } from '../../control/lookup.ts';
import { describeMethod } from './describe-method.ts';

/** The path of a method, for IAM. */
export function methodPath({ restApiId, resourceId, httpMethod }: MethodKey): string {
  return `/restapis/${restApiId}/resources/${resourceId}/methods/${httpMethod}`;
}

/** One method, with its responses and its integration. */
export function getMethod(dependencies: Pick<Dependencies, 'store'>) {
  return operation<GetMethodRequest, Method>({
    honours: { restApiId: true, resourceId: true, httpMethod: true },
    ...access('GET', methodPath),
    run: (input) => describeMethod(findMethod(dependencies, input).method),
  });
}

/** Removes a method; its integration goes with it. */
export function deleteMethod(dependencies: Pick<Dependencies, 'store'>) {
  return operation<DeleteMethodRequest, object>({
    honours: { restApiId: true, resourceId: true, httpMethod: true },
    ...access('DELETE', methodPath),
    run(input) {
      const { resource, method } = findMethod(dependencies, input);
      const { [method.httpMethod]: _removed, ...methods } = resource.methods;
      dependencies.store.commit.putResources({
        apiId: input.restApiId ?? '',
        resources: [{ ...resource, methods }],
      });
      return {};
    },
  });
}
