import type { FunctionEventInvokeConfig } from '@aws-sdk/client-lambda';
import { AwsError } from '../../edge/aws-error.ts';
import type { EngineConfig } from '../../edge/interfaces/engine-config.ts';
import { functionArn } from './function-name.ts';
import type { LambdaState } from './state/lambda-store.ts';
import type { EventSettings, FunctionRecord } from './state/records.ts';
import { foundVersion } from './versions.ts';

type Place = Pick<EngineConfig, 'accountId' | 'region'>;

/** Where the settings for a call's function and qualifier are. Throws `ResourceNotFoundException` for an unknown function. */
export function eventSettingsPlace(
  state: LambdaState,
  place: Place,
  text: string,
  given?: string,
): { record: FunctionRecord; qualifier: string; arn: string; settings: EventSettings | undefined } {
  const { record, qualifier = '$LATEST' } = foundVersion(state, place, text, given);
  const arn = functionArn(place, record.name, qualifier);
  return { record, qualifier, arn, settings: record.eventSettings[qualifier] };
}

/** The error if there are none. */
export function noEventSettings(arn: string): AwsError {
  return new AwsError('ResourceNotFoundException', `The function ${arn} doesn't have an EventInvokeConfig`);
}

/** The settings as the API shows them. */
export function shownEventSettings(arn: string, settings: EventSettings): FunctionEventInvokeConfig {
  return {
    FunctionArn: arn,
    LastModified: new Date(settings.lastModified),
    DestinationConfig: {
      OnSuccess: settings.onSuccess === undefined ? {} : { Destination: settings.onSuccess },
      OnFailure: settings.onFailure === undefined ? {} : { Destination: settings.onFailure },
    },
    ...(settings.retries !== undefined && { MaximumRetryAttempts: settings.retries }),
    ...(settings.maxAgeSeconds !== undefined && { MaximumEventAgeInSeconds: settings.maxAgeSeconds }),
  };
}
