import type {
  CreateEventSourceMappingRequest,
  UpdateEventSourceMappingRequest,
} from '@aws-sdk/client-lambda';
import type { QueueMapping } from './mapping.ts';
import { filtersOf, invalidValue, unsupported } from './mapping-settings.ts';

type Settings = Pick<
  QueueMapping,
  'enabled' | 'batchSize' | 'windowSeconds' | 'filters' | 'reportsFailures' | 'maximumConcurrency'
>;

/** The defaults of a queue's mapping (API Reference, "CreateEventSourceMapping"). */
export const QUEUE_DEFAULTS: Settings = {
  enabled: true,
  batchSize: 10,
  windowSeconds: 0,
  filters: [],
  reportsFailures: false,
};

const OF_STREAMS = [
  'ParallelizationFactor',
  'MaximumRecordAgeInSeconds',
  'BisectBatchOnFunctionError',
  'MaximumRetryAttempts',
] as const;

/** The most messages that one call receives, and that a FIFO queue gives at once. */
const MOST_RECEIVED = 10;

/** Settings of a queue's mapping after a request. Throws AwsError `InvalidParameterValueException`. */
export function queueSettingsAfter(
  before: Settings,
  input: Partial<CreateEventSourceMappingRequest & UpdateEventSourceMappingRequest>,
  queueArn: string,
): Settings {
  const stray = OF_STREAMS.find((name) => input[name] !== undefined);
  if (stray) throw unsupported(stray);
  if (input.DestinationConfig?.OnFailure?.Destination) throw unsupported('DestinationConfig');
  if (input.StartingPosition !== undefined)
    throw invalidValue('StartingPosition is not valid for SQS event sources.');
  const batchSize = input.BatchSize ?? before.batchSize;
  const windowSeconds = input.MaximumBatchingWindowInSeconds ?? before.windowSeconds;
  if (queueArn.endsWith('.fifo')) {
    if (windowSeconds > 0) throw invalidValue('Batching window is not supported for FIFO queues');
    if (batchSize > MOST_RECEIVED)
      throw invalidValue(`Batch size must be at most ${MOST_RECEIVED} for FIFO queues`);
  } else if (batchSize > MOST_RECEIVED && windowSeconds === 0)
    throw invalidValue(
      'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10',
    );
  const { FilterCriteria, FunctionResponseTypes, ScalingConfig } = input;
  return {
    enabled: input.Enabled ?? before.enabled,
    batchSize,
    windowSeconds,
    filters: FilterCriteria ? filtersOf(FilterCriteria.Filters ?? []) : before.filters,
    reportsFailures: FunctionResponseTypes
      ? FunctionResponseTypes.includes('ReportBatchItemFailures')
      : before.reportsFailures,
    maximumConcurrency: ScalingConfig ? ScalingConfig.MaximumConcurrency : before.maximumConcurrency,
  };
}
