import { AwsError } from '../../edge/aws-error.ts';
import type { EngineConfig } from '../../edge/interfaces/engine-config.ts';
import { addressedFunction, foundFunction } from './function-name.ts';
import type { LambdaState } from './state/lambda-store.ts';
import type { FunctionRecord } from './state/records.ts';

/** Finds the function of a call about tags, by its ARN. Throws AWS's errors for what has no tags or does not exist. */
export function taggedFunction(
  state: LambdaState,
  place: Pick<EngineConfig, 'accountId' | 'region'>,
  arn: string,
): FunctionRecord {
  const { qualifier } = addressedFunction(place, arn);
  if (qualifier) {
    throw new AwsError(
      'InvalidParameterValueException',
      'Tags on function aliases and versions are not supported. Please specify a function ARN.',
    );
  }
  return foundFunction(state, place, arn).record;
}
