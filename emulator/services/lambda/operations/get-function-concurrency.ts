import type { GetFunctionConcurrencyRequest, GetFunctionConcurrencyResponse } from '@aws-sdk/client-lambda';
import { operation } from '../../../edge/operation.ts';
import { foundFunction, resourceOf } from '../function-name.ts';
import type { LambdaServices } from '../services.ts';

/** GetFunctionConcurrency: what is reserved for a function; an empty answer when nothing is. */
export function getFunctionConcurrency({ context, store }: Pick<LambdaServices, 'context' | 'store'>) {
  return operation<GetFunctionConcurrencyRequest, GetFunctionConcurrencyResponse>({
    honours: { FunctionName: true },
    resource: ({ FunctionName = '' }) => resourceOf(context.config, FunctionName),
    run({ FunctionName = '' }) {
      const { record } = foundFunction(store.state, context.config, FunctionName);
      return { ReservedConcurrentExecutions: record.reserved };
    },
  });
}
