import { AwsError } from '../../edge/aws-error.ts';
import type { EngineConfig } from '../../edge/interfaces/engine-config.ts';
import { addressedFunction, foundFunction } from './function-name.ts';
import type { LambdaState } from './state/lambda-store.ts';
import type { Alias, Configuration, FunctionRecord } from './state/records.ts';

export interface FoundVersion {
  record: FunctionRecord;
  settings: Configuration;
  /** Set when the call named an alias. */
  alias: Alias | undefined;
  /** As the call gave it. */
  qualifier: string | undefined;
  arn: string;
}

/** Finds a call's version, by its number, by an alias, or as `$LATEST`. Throws AWS's `ResourceNotFoundException`. */
export function foundVersion(
  state: LambdaState,
  place: Pick<EngineConfig, 'accountId' | 'region'>,
  text: string,
  given?: string,
): FoundVersion {
  const { record, qualifier, arn } = foundFunction(state, place, text, given);
  const alias = qualifier === undefined ? undefined : record.aliases[qualifier];
  const version = alias?.version ?? qualifier ?? '$LATEST';
  const settings = version === '$LATEST' ? record.latest : record.versions[version];
  if (!settings) throw new AwsError('ResourceNotFoundException', `Function not found: ${arn}`);
  return { record, settings, alias, qualifier, arn };
}

/** Refuses an alias that is not there, as the operations on resource policies do (recorded). Throws `ResourceNotFoundException`. */
export function checkAlias(
  state: LambdaState,
  place: Pick<EngineConfig, 'accountId' | 'region'>,
  text: string,
  given?: string,
): void {
  const { name, qualifier, arn } = addressedFunction(place, text, given);
  const record = state.functions[name];
  if (
    record &&
    qualifier &&
    /^[\w-]+$/.test(qualifier) &&
    isAliasName(qualifier) &&
    !record.aliases[qualifier]
  )
    throw new AwsError('ResourceNotFoundException', `Cannot find alias arn: ${arn}`);
}

/** Whether a qualifier has the form of an alias: versions are numbers, and names of aliases are not. */
export function isAliasName(qualifier: string): boolean {
  return !/^(\d+|\$LATEST)$/.test(qualifier);
}

/** The key of a qualifier's resource policy; that of `$LATEST` is the function's own. */
export function policyKey(qualifier: string | undefined): string {
  return qualifier === undefined || qualifier === '$LATEST' ? '' : qualifier;
}

/** A key by which versions sort as Lambda lists them: `$LATEST` first, then by number. */
export function versionOrder({ version }: Pick<Configuration, 'version'>): string {
  return version === '$LATEST' ? '' : version.padStart(12, '0');
}
