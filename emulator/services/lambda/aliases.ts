import type { AliasConfiguration } from '@aws-sdk/client-lambda';
import { AwsError } from '../../edge/aws-error.ts';
import type { EngineConfig } from '../../edge/interfaces/engine-config.ts';
import { addressedFunction, functionArn } from './function-name.ts';
import type { LambdaState } from './state/lambda-store.ts';
import type { Alias, FunctionRecord } from './state/records.ts';

type Place = Pick<EngineConfig, 'accountId' | 'region'>;

/** An alias as the API shows it. */
export function shownAlias(place: Place, functionName: string, alias: Alias): AliasConfiguration {
  return {
    AliasArn: functionArn(place, functionName, alias.name),
    Name: alias.name,
    FunctionVersion: alias.version,
    Description: alias.description,
    RevisionId: alias.revisionId,
  };
}

/** Finds an alias. Throws AWS's `ResourceNotFoundException`, also for an unknown function; `words` is how the message begins. */
export function foundAlias(
  state: LambdaState,
  place: Place,
  text: string,
  name: string,
  words = 'Cannot find alias arn',
): { record: FunctionRecord; alias: Alias } {
  const addressed = addressedFunction(place, text);
  const record = state.functions[addressed.name];
  const alias = record?.aliases[name];
  if (!record || !alias) {
    const arn = functionArn(place, addressed.name, name);
    throw new AwsError('ResourceNotFoundException', `${words}: ${arn}`);
  }
  return { record, alias };
}

/** Rejects an unknown version. Throws `ResourceNotFoundException`. */
export function checkVersion(place: Place, record: FunctionRecord, version: string): void {
  if (version !== '$LATEST' && !record.versions[version]) {
    const arn = functionArn(place, record.name, version);
    throw new AwsError('ResourceNotFoundException', `Function not found: ${arn}`);
  }
}
