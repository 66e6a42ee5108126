import type {
  FunctionEventInvokeConfig,
  UpdateFunctionEventInvokeConfigRequest,
} from '@aws-sdk/client-lambda';

import { operation } from '../../../edge/operation.ts';
import { givenDestinations } from '../destinations/destinations.ts';
import { checkFunctionDestinations } from '../destinations/function-destination.ts';
import { foundEventSettings, orMissing, shownEventSettings } from '../event-settings.ts';
import { foundFunction, resourceOf } from '../function-name.ts';
import type { LambdaServices } from '../services.ts';

/** UpdateFunctionEventInvokeConfig: changes how often and how long an event is tried; what is left out stays. */
export function updateFunctionEventInvokeConfig({
  context,
  store,
  authority,
  messages,
}: Pick<LambdaServices, 'context' | 'store' | 'authority' | 'messages'>) {
  return operation<UpdateFunctionEventInvokeConfigRequest, FunctionEventInvokeConfig>({
    honours: {
      FunctionName: true,
      Qualifier: true,
      MaximumRetryAttempts: true,
      MaximumEventAgeInSeconds: true,
      DestinationConfig: { OnSuccess: { Destination: true }, OnFailure: { Destination: true } },
    },
    resource: ({ FunctionName = '', Qualifier }) => resourceOf(context.config, FunctionName, Qualifier),
    run(input) {
      const { FunctionName = '', Qualifier, MaximumRetryAttempts, MaximumEventAgeInSeconds } = input;
      orMissing(() => foundFunction(store.state, context.config, FunctionName, Qualifier));
      const {
        record,
        qualifier,
        arn,
        settings: before,
      } = foundEventSettings(store.state, context.config, FunctionName, Qualifier);
      checkFunctionDestinations(store.state, context.config, record.name, input.DestinationConfig);
      const asked = { authority, roleArn: record.latest.role };
      const settings = {
        onSuccess: before.onSuccess,
        onFailure: before.onFailure,
        ...givenDestinations(input.DestinationConfig, messages, asked),
        retries: MaximumRetryAttempts ?? before.retries,
        maxAgeSeconds: MaximumEventAgeInSeconds ?? before.maxAgeSeconds,
        lastModified: context.clock.now(),
      };
      store.commit.setEventSettings({ name: record.name, qualifier, settings });
      return shownEventSettings(arn, settings);
    },
  });
}
