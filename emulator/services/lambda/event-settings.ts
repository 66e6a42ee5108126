import type { FunctionEventInvokeConfig } from '@aws-sdk/client-lambda';
import { AwsError } from '../../edge/aws-error.ts';
import type { EngineConfig } from '../../edge/interfaces/engine-config.ts';
import { addressedFunction, functionArn } from './function-name.ts';
import type { LambdaState } from './state/lambda-store.ts';
import type { EventSettings, FunctionRecord } from './state/records.ts';
import { foundVersion } from './versions.ts';

type Place = Pick<EngineConfig, 'accountId' | 'region'>;

/** The refusal for a function or a qualifier that is not there, of the operations that write or list (recorded). */
function noFunction(): AwsError {
  return new AwsError('ResourceNotFoundException', "The function doesn't exist.");
}

/** Throws `missing` in place of the error of a function or a version that is not there. */
export function orMissing<Found>(find: () => Found, missing: () => AwsError = noFunction): Found {
  try {
    return find();
  } catch (error) {
    if (error instanceof AwsError && error.code === 'ResourceNotFoundException') throw missing();
    throw error;
  }
}

/** The settings that are there, with their place. Throws `ResourceNotFoundException`, in the same words where the function is missing. */
export function foundEventSettings(
  state: LambdaState,
  place: Place,
  text: string,
  given?: string,
): { record: FunctionRecord; qualifier: string; arn: string; settings: EventSettings } {
  const { name, qualifier = '$LATEST' } = addressedFunction(place, text, given);
  const missing = () => noEventSettings(functionArn(place, name, qualifier));
  const { settings, ...found } = orMissing(() => eventSettingsPlace(state, place, text, given), missing);
  if (!settings) throw missing();
  return { ...found, settings };
}

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
function noEventSettings(arn: string): AwsError {
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
