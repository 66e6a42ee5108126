import type { Concurrency, PutFunctionConcurrencyRequest } from '@aws-sdk/client-lambda';
import { AwsError } from '../../../edge/aws-error.ts';
import { operation } from '../../../edge/operation.ts';
import { addressedFunction, functionArn, resourceOf } from '../function-name.ts';
import { reservedTotal } from '../invocations/concurrency.ts';
import { limits } from '../limits.ts';
import type { LambdaServices } from '../services.ts';

/** PutFunctionConcurrency: reserves concurrency for a function; 0 stops it. */
export function putFunctionConcurrency(services: Pick<LambdaServices, 'context' | 'store' | 'concurrency'>) {
  const { context, store, concurrency } = services;
  return operation<PutFunctionConcurrencyRequest, Concurrency>({
    honours: { FunctionName: true, ReservedConcurrentExecutions: true },
    resource: ({ FunctionName = '' }) => resourceOf(context.config, FunctionName),
    run({ FunctionName = '', ReservedConcurrentExecutions: reserved = 0 }) {
      const { name, qualifier, arn } = addressedFunction(context.config, FunctionName);
      if (qualifier !== undefined)
        throw new AwsError(
          'InvalidParameterValueException',
          'This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. Please specify either a function name or an unqualified function ARN.',
        );
      const record = store.state.functions[name];
      if (!record || arn !== functionArn(context.config, name))
        throw new AwsError('ResourceNotFoundException', `Function not found: ${arn}:$LATEST`);
      const unreserved = concurrency.limit - reservedTotal(store, record.name) - reserved;
      const minimum = limits.unreservedConcurrentExecutionsMinimum;
      if (reserved > 0 && unreserved < minimum) {
        throw new AwsError(
          'InvalidParameterValueException',
          `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${minimum}].`,
        );
      }
      store.commit.setReserved({ name: record.name, reserved });
      return { ReservedConcurrentExecutions: reserved };
    },
  });
}
