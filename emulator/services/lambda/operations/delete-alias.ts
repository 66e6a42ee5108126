import type { DeleteAliasRequest } from '@aws-sdk/client-lambda';
import { operation } from '../../../edge/operation.ts';
import { foundFunction, resourceOf } from '../function-name.ts';
import type { LambdaServices } from '../services.ts';

/** DeleteAlias: deletes the alias with its resource policy; an unknown one is no error. */
export function deleteAlias({ context, store }: Pick<LambdaServices, 'context' | 'store'>) {
  return operation<DeleteAliasRequest, object>({
    honours: { FunctionName: true, Name: true },
    resource: ({ FunctionName = '' }) => resourceOf(context.config, FunctionName),
    run({ FunctionName = '', Name = '' }) {
      const { record } = foundFunction(store.state, context.config, FunctionName);
      store.commit.deleteAlias({ name: record.name, alias: Name });
      return {};
    },
  });
}
