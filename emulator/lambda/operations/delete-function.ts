import type { DeleteFunctionRequest, DeleteFunctionResponse } from '@aws-sdk/client-lambda';
import { AwsError } from '../../edge/aws-error.ts';
import { operation } from '../../edge/operation.ts';
import { foundFunction, resourceOf } from '../function-name.ts';
import type { LambdaServices } from '../services.ts';

/** DeleteFunction: the function is gone at once; runs that are under way end as they would have. */
export function deleteFunction({
  context,
  store,
  pools,
}: Pick<LambdaServices, 'context' | 'store' | 'pools'>) {
  return operation<DeleteFunctionRequest, DeleteFunctionResponse>({
    honours: { FunctionName: true, Qualifier: true },
    resource: ({ FunctionName = '', Qualifier }) => resourceOf(context.config, FunctionName, Qualifier),
    run({ FunctionName = '', Qualifier }) {
      const { record, qualifier, arn } = foundFunction(store.state, context.config, FunctionName, Qualifier);
      if (qualifier === '$LATEST') {
        throw new AwsError(
          'InvalidParameterValueException',
          '$LATEST version cannot be deleted without deleting the function.',
        );
      }
      if (qualifier) throw new AwsError('ResourceNotFoundException', `Function not found: ${arn}`);
      store.commit.deleteFunction({ name: record.name });
      pools.replace(record.name, '$LATEST', undefined);
      return {};
    },
  });
}
