import type { FunctionEventInvokeConfig, PutFunctionEventInvokeConfigRequest } from '@aws-sdk/client-lambda';
import { AwsError } from '../../../edge/aws-error.ts';
import { operation } from '../../../edge/operation.ts';
import { givenDestinations } from '../destinations/destinations.ts';
import { checkFunctionDestinations } from '../destinations/function-destination.ts';
import { eventSettingsPlace, orMissing, shownEventSettings } from '../event-settings.ts';
import { resourceOf } from '../function-name.ts';
import type { LambdaServices } from '../services.ts';

/** PutFunctionEventInvokeConfig: sets how often and how long an event is tried; resets what is left out. */
export function putFunctionEventInvokeConfig({
  context,
  store,
  authority,
  messages,
}: Pick<LambdaServices, 'context' | 'store' | 'authority' | 'messages'>) {
  return operation<PutFunctionEventInvokeConfigRequest, FunctionEventInvokeConfig>({
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
      if (
        MaximumRetryAttempts === undefined &&
        MaximumEventAgeInSeconds === undefined &&
        !input.DestinationConfig
      ) {
        throw new AwsError(
          'InvalidParameterValueException',
          'You must specify at least one of error handling or destination setting.',
        );
      }
      const { record, qualifier, arn } = orMissing(() =>
        eventSettingsPlace(store.state, context.config, FunctionName, Qualifier),
      );
      checkFunctionDestinations(store.state, context.config, record.name, input.DestinationConfig);
      const asked = { authority, roleArn: record.latest.role };
      const settings = {
        ...givenDestinations(input.DestinationConfig, messages, asked),
        retries: MaximumRetryAttempts,
        maxAgeSeconds: MaximumEventAgeInSeconds,
        lastModified: context.clock.now(),
      };
      store.commit.setEventSettings({ name: record.name, qualifier, settings });
      return shownEventSettings(arn, settings);
    },
  });
}
