import { AwsError } from '../../edge/aws-error.ts';
import type { EngineConfig } from '../../edge/interfaces/engine-config.ts';
import type { LambdaState } from './state/lambda-store.ts';
import type { FunctionRecord } from './state/records.ts';

type Place = Pick<EngineConfig, 'accountId' | 'region'>;

/** ARN of a function, or of one of its versions or aliases. */
export function functionArn({ region, accountId }: Place, name: string, qualifier?: string): string {
  return `arn:aws:lambda:${region}:${accountId}:function:${name}${qualifier ? `:${qualifier}` : ''}`;
}

/** A function's name in a call: name, partial ARN or ARN, each with or without a qualifier. */
export interface NamedFunction {
  name: string;
  qualifier: string | undefined;
  region: string | undefined;
  accountId: string | undefined;
}

const FORMS =
  /^(?:arn:aws[a-zA-Z-]*:lambda:)?(?:([a-z]{2}-(?:[a-z]+-)+\d):)?(?:(\d{12}):)?(?:function:)?([a-zA-Z0-9-_]+)(?::(\$LATEST|[a-zA-Z0-9-_]+))?$/;

/** Parses a function's name; undefined for an unknown form. */
export function parseFunctionName(text: string): NamedFunction | undefined {
  const match = FORMS.exec(text);
  const name = match?.[3];
  if (!match || !name) return undefined;
  return { name, qualifier: match[4], region: match[1], accountId: match[2] };
}

/**
 * Finds out which function a call means, and which version or alias. Throws `InvalidParameterValueException` when name and
 * `qualifier` contradict each other, and `ResourceNotFoundException` for a function of another region.
 */
export function addressedFunction(
  place: Place,
  text: string,
  qualifier?: string,
): { name: string; qualifier: string | undefined; arn: string } {
  const parsed = parseFunctionName(text);
  if (!parsed) throw new AwsError('InvalidParameterValueException', 'Invalid function name.');
  if (parsed.region && parsed.region !== place.region) {
    throw new AwsError(
      'ResourceNotFoundException',
      `Functions from '${parsed.region}' are not reachable in this region ('${place.region}')`,
    );
  }
  if (parsed.qualifier && qualifier && parsed.qualifier !== qualifier) {
    throw new AwsError(
      'InvalidParameterValueException',
      'The derived qualifier from the function name does not match the specified qualifier.',
    );
  }
  const chosen = parsed.qualifier ?? qualifier;
  const owner = { region: place.region, accountId: parsed.accountId ?? place.accountId };
  return { name: parsed.name, qualifier: chosen, arn: functionArn(owner, parsed.name, chosen) };
}

/** The resource of a call on a function. */
export function resourceOf(place: Place, text: string, qualifier?: string): string {
  const parsed = parseFunctionName(text);
  if (!parsed) return '*';
  const owner = { region: parsed.region ?? place.region, accountId: parsed.accountId ?? place.accountId };
  return functionArn(owner, parsed.name, parsed.qualifier ?? qualifier);
}

/** Finds a function in the state. Throws AWS's `ResourceNotFoundException`, also for another account's. */
export function foundFunction(
  state: LambdaState,
  place: Place,
  text: string,
  qualifier?: string,
): { record: FunctionRecord; qualifier: string | undefined; arn: string } {
  const addressed = addressedFunction(place, text, qualifier);
  const record = state.functions[addressed.name];
  const own = functionArn(place, addressed.name, addressed.qualifier);
  if (!record || addressed.arn !== own) {
    throw new AwsError('ResourceNotFoundException', `Function not found: ${addressed.arn}`);
  }
  return { record, qualifier: addressed.qualifier, arn: addressed.arn };
}
