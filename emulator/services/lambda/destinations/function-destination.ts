import type { DestinationConfig } from '@aws-sdk/client-lambda';
import { AwsError } from '../../../edge/aws-error.ts';
import type { EngineConfig } from '../../../edge/interfaces/engine-config.ts';
import { functionArn, parseFunctionName } from '../function-name.ts';
import type { LambdaState } from '../state/lambda-store.ts';
import { serviceOf } from './destinations.ts';

/**
 * Checks destinations that are functions of this account and region. Throws `InvalidParameterValueException` for one that does not exist,
 * and for the function itself, whose events would go round for ever.
 */
export function checkFunctionDestinations(
  { functions }: Pick<LambdaState, 'functions'>,
  place: Pick<EngineConfig, 'accountId' | 'region'>,
  own: string,
  given: DestinationConfig | undefined,
): void {
  for (const arn of [given?.OnSuccess?.Destination, given?.OnFailure?.Destination]) {
    if (!arn || serviceOf(arn) !== 'lambda') continue;
    const { name, qualifier } = parseFunctionName(arn) ?? {};
    if (!name || arn !== functionArn(place, name, qualifier)) continue;
    if (!functions[name])
      throw new AwsError('InvalidParameterValueException', `The destination ARN ${arn} is invalid.`);
    if (name === own)
      throw new AwsError(
        'InvalidParameterValueException',
        "You can't specify the function as a destination for itself.",
      );
  }
}
