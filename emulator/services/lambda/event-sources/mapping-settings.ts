import type {
  CreateEventSourceMappingRequest,
  UpdateEventSourceMappingRequest,
} from '@aws-sdk/client-lambda';
import { AwsError } from '../../../edge/aws-error.ts';
import type { Honoured } from '../../../edge/operation.ts';
import { compileFilter } from './filter-pattern.ts';
import type { StreamMapping } from './mapping.ts';

/** What both creating and changing a mapping can set. Tumbling windows are refused by name. */
export const HONOURED: Record<string, Honoured> = {
  FunctionName: true,
  Enabled: true,
  BatchSize: true,
  FilterCriteria: { Filters: { Pattern: true } },
  MaximumBatchingWindowInSeconds: true,
  ParallelizationFactor: true,
  DestinationConfig: { OnFailure: { Destination: true } },
  MaximumRecordAgeInSeconds: true,
  BisectBatchOnFunctionError: true,
  MaximumRetryAttempts: true,
  TumblingWindowInSeconds: [0],
  FunctionResponseTypes: ['ReportBatchItemFailures'],
  ScalingConfig: { MaximumConcurrency: true },
};

type Settings = Pick<
  StreamMapping,
  | 'enabled'
  | 'batchSize'
  | 'windowSeconds'
  | 'parallelization'
  | 'filters'
  | 'maxAgeSeconds'
  | 'retries'
  | 'bisects'
  | 'reportsFailures'
>;

/** The defaults of a mapping of a table's stream (API Reference, "CreateEventSourceMapping"). */
export const DEFAULTS: Settings = {
  enabled: true,
  batchSize: 100,
  windowSeconds: 0,
  parallelization: 1,
  filters: [],
  maxAgeSeconds: -1,
  retries: -1,
  bisects: false,
  reportsFailures: false,
};

/** Settings of a stream's mapping after a request. Throws AwsError `InvalidParameterValueException`. */
export function settingsAfter(
  before: Settings,
  input: Partial<CreateEventSourceMappingRequest & UpdateEventSourceMappingRequest>,
): Settings {
  const { MaximumRecordAgeInSeconds: age, FilterCriteria, FunctionResponseTypes } = input;
  if (input.ScalingConfig) throw unsupported('ScalingConfig');
  if (age !== undefined && age !== -1 && age < 60)
    throw invalidValue('Minimum record age in seconds that can be specified is 60');
  return {
    enabled: input.Enabled ?? before.enabled,
    batchSize: input.BatchSize ?? before.batchSize,
    windowSeconds: input.MaximumBatchingWindowInSeconds ?? before.windowSeconds,
    parallelization: input.ParallelizationFactor ?? before.parallelization,
    filters: FilterCriteria ? filtersOf(FilterCriteria.Filters ?? []) : before.filters,
    maxAgeSeconds: age ?? before.maxAgeSeconds,
    retries: input.MaximumRetryAttempts ?? before.retries,
    bisects: input.BisectBatchOnFunctionError ?? before.bisects,
    reportsFailures: FunctionResponseTypes
      ? FunctionResponseTypes.includes('ReportBatchItemFailures')
      : before.reportsFailures,
  };
}

/** The most filters of one mapping (developer guide, "Control which events Lambda sends to your function"). */
const MOST_FILTERS = 5;

export function filtersOf(filters: readonly { Pattern?: string | undefined }[]): string[] {
  if (filters.length > MOST_FILTERS)
    throw invalidValue(`The number of filters exceeds the limit of ${MOST_FILTERS}.`);
  return filters.map(({ Pattern = '' }) => {
    if (!compileFilter(Pattern)) throw invalidValue('Invalid filter pattern definition.');
    return Pattern;
  });
}

export function invalidValue(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message, { members: { Type: 'User' } });
}

/** AWS's words for `DestinationConfig`; a guess for the others. */
export function unsupported(parameter: string): AwsError {
  return invalidValue(`Unsupported ${parameter} parameter for given event source mapping type.`);
}
