import type { DeleteFunctionUrlConfigRequest } from '@aws-sdk/client-lambda';
import { operation } from '../../../edge/operation.ts';
import { resourceOf } from '../function-name.ts';
import type { LambdaServices } from '../services.ts';
import { foundUrl } from '../urls/function-urls.ts';

/** DeleteFunctionUrlConfig: deletes the address; a new one differs. */
export function deleteFunctionUrlConfig({ context, store }: Pick<LambdaServices, 'context' | 'store'>) {
  return operation<DeleteFunctionUrlConfigRequest, object>({
    honours: { FunctionName: true, Qualifier: true },
    resource: ({ FunctionName = '', Qualifier }) => resourceOf(context.config, FunctionName, Qualifier),
    run({ FunctionName = '', Qualifier }) {
      const { record, qualifier } = foundUrl(store.state, context, FunctionName, Qualifier);
      store.commit.setUrl({ name: record.name, qualifier, url: undefined });
      return {};
    },
  });
}
