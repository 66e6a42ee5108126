import type { DeleteFunctionEventInvokeConfigRequest } from '@aws-sdk/client-lambda';
import { operation } from '../../../edge/operation.ts';
import { foundEventSettings } from '../event-settings.ts';
import { resourceOf } from '../function-name.ts';
import type { LambdaServices } from '../services.ts';

/** DeleteFunctionEventInvokeConfig: the function's events have default retries again. */
export function deleteFunctionEventInvokeConfig({
  context,
  store,
}: Pick<LambdaServices, 'context' | 'store'>) {
  return operation<DeleteFunctionEventInvokeConfigRequest, object>({
    honours: { FunctionName: true, Qualifier: true },
    resource: ({ FunctionName = '', Qualifier }) => resourceOf(context.config, FunctionName, Qualifier),
    run({ FunctionName = '', Qualifier }) {
      const { record, qualifier } = foundEventSettings(store.state, context.config, FunctionName, Qualifier);
      store.commit.setEventSettings({ name: record.name, qualifier, settings: undefined });
      return {};
    },
  });
}
