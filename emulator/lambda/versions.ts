import type { EngineConfig } from '../config.ts';
import { AwsError } from '../edge/aws-error.ts';
import { foundFunction } from './function-name.ts';
import type { LambdaState } from './state/lambda-store.ts';
import type { Configuration, FunctionRecord } from './state/records.ts';

export interface FoundVersion {
  record: FunctionRecord;
  settings: Configuration;
  /** As the call gave it. */
  qualifier: string | undefined;
  arn: string;
}

/** Finds the version that a call means. Throws AWS's `ResourceNotFoundException`. */
export function foundVersion(
  state: LambdaState,
  place: Pick<EngineConfig, 'accountId' | 'region'>,
  text: string,
  given?: string,
): FoundVersion {
  const { record, qualifier, arn } = foundFunction(state, place, text, given);
  if (qualifier !== undefined && qualifier !== '$LATEST') {
    throw new AwsError('ResourceNotFoundException', `Function not found: ${arn}`);
  }
  return { record, settings: record.latest, qualifier, arn };
}
