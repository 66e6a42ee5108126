import type { DeleteFunctionConcurrencyRequest } from '@aws-sdk/client-lambda';
import { operation } from '../../../edge/operation.ts';
import { foundFunction, resourceOf } from '../function-name.ts';
import type { LambdaServices } from '../services.ts';

/** DeleteFunctionConcurrency: the function shares the account's concurrency again. */
export function deleteFunctionConcurrency({ context, store }: Pick<LambdaServices, 'context' | 'store'>) {
  return operation<DeleteFunctionConcurrencyRequest, object>({
    honours: { FunctionName: true },
    resource: ({ FunctionName = '' }) => resourceOf(context.config, FunctionName),
    run({ FunctionName = '' }) {
      const { record } = foundFunction(store.state, context.config, FunctionName);
      store.commit.setReserved({ name: record.name, reserved: undefined });
      return {};
    },
  });
}
