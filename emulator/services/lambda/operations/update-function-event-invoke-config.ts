import type {
  FunctionEventInvokeConfig,
  UpdateFunctionEventInvokeConfigRequest,
} from '@aws-sdk/client-lambda';

import { operation } from '../../../edge/operation.ts';
import { eventSettingsPlace, noEventSettings, shownEventSettings } from '../event-settings.ts';
import { resourceOf } from '../function-name.ts';
import type { LambdaServices } from '../services.ts';

/** UpdateFunctionEventInvokeConfig: changes how often and how long an event is tried; what is left out stays. */
export function updateFunctionEventInvokeConfig({
  context,
  store,
}: Pick<LambdaServices, 'context' | 'store'>) {
  return operation<UpdateFunctionEventInvokeConfigRequest, FunctionEventInvokeConfig>({
    honours: {
      FunctionName: true,
      Qualifier: true,
      MaximumRetryAttempts: true,
      MaximumEventAgeInSeconds: true,
      DestinationConfig: { OnSuccess: {}, OnFailure: {} },
    },
    resource: ({ FunctionName = '', Qualifier }) => resourceOf(context.config, FunctionName, Qualifier),
    run(input) {
      const { FunctionName = '', Qualifier, MaximumRetryAttempts, MaximumEventAgeInSeconds } = input;
      const {
        record,
        qualifier,
        arn,
        settings: before,
      } = eventSettingsPlace(store.state, context.config, FunctionName, Qualifier);
      if (!before) throw noEventSettings(arn);
      const settings = {
        retries: MaximumRetryAttempts ?? before.retries,
        maxAgeSeconds: MaximumEventAgeInSeconds ?? before.maxAgeSeconds,
        lastModified: context.clock.now(),
      };
      store.commit.setEventSettings({ name: record.name, qualifier, settings });
      return shownEventSettings(arn, settings);
    },
  });
}
