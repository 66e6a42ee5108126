import type { FunctionEventInvokeConfig, GetFunctionEventInvokeConfigRequest } from '@aws-sdk/client-lambda';
import { operation } from '../../../edge/operation.ts';
import { foundEventSettings, shownEventSettings } from '../event-settings.ts';
import { resourceOf } from '../function-name.ts';
import type { LambdaServices } from '../services.ts';

/** GetFunctionEventInvokeConfig: how often and how long an event for a function is tried. */
export function getFunctionEventInvokeConfig({ context, store }: Pick<LambdaServices, 'context' | 'store'>) {
  return operation<GetFunctionEventInvokeConfigRequest, FunctionEventInvokeConfig>({
    honours: { FunctionName: true, Qualifier: true },
    resource: ({ FunctionName = '', Qualifier }) => resourceOf(context.config, FunctionName, Qualifier),
    run({ FunctionName = '', Qualifier }) {
      const { arn, settings } = foundEventSettings(store.state, context.config, FunctionName, Qualifier);
      return shownEventSettings(arn, settings);
    },
  });
}
