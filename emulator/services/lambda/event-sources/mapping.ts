import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import type { EngineConfig } from '../../../edge/interfaces/engine-config.ts';

/** What mappings of every kind of source have. */
interface AnyMapping {
  id: string;
  /** With its version or alias, as it was named. */
  functionArn: string;
  enabled: boolean;
  batchSize: number;
  /** In seconds. */
  windowSeconds: number;
  /** JSON texts; a record must match one of them. None: all match. */
  filters: string[];
  reportsFailures: boolean;
  /** Milliseconds since 1970. */
  lastModified: number;
  /** Absent without any. */
  tags?: Record<string, string>;
}

/** Reads a stream of changes and delivers them to a function. */
export interface StreamMapping extends AnyMapping {
  streamArn: string;
  startingPosition: 'TRIM_HORIZON' | 'LATEST';
  parallelization: number;
  /** -1: for as long as the stream keeps them. */
  maxAgeSeconds: number;
  /** -1: without an end. */
  retries: number;
  bisects: boolean;
  /** The queue or topic that is told of changes that were given up. */
  onFailure?: string | undefined;
  lastResult: string;
  /** The last delivered position; undefined before the first, if it begins with the oldest. */
  position?: string;
}

/** Receives a queue's messages and delivers them to a function. */
export interface QueueMapping extends AnyMapping {
  queueArn: string;
  /** The most batches at once; undefined: without a limit of its own. */
  maximumConcurrency?: number | undefined;
}

export type Mapping = StreamMapping | QueueMapping;

export function isOfQueue(mapping: Mapping): mapping is QueueMapping {
  return 'queueArn' in mapping;
}

/** The ARN of what a mapping reads. */
export function sourceOf(mapping: Mapping): string {
  return isOfQueue(mapping) ? mapping.queueArn : mapping.streamArn;
}

/** The ARN of a mapping. */
export function mappingArn({ region, accountId }: Pick<EngineConfig, 'region' | 'accountId'>, id: string) {
  return `arn:aws:lambda:${region}:${accountId}:event-source-mapping:${id}`;
}

/** A mapping as the API shows it; `state` while it is changing. */
export function shownMapping(
  place: Pick<EngineConfig, 'region' | 'accountId'>,
  mapping: Mapping,
  state = mapping.enabled ? 'Enabled' : 'Disabled',
): EventSourceMappingConfiguration {
  return {
    UUID: mapping.id,
    EventSourceMappingArn: mappingArn(place, mapping.id),
    EventSourceArn: sourceOf(mapping),
    FunctionArn: mapping.functionArn,
    BatchSize: mapping.batchSize,
    MaximumBatchingWindowInSeconds: mapping.windowSeconds,
    FunctionResponseTypes: mapping.reportsFailures ? ['ReportBatchItemFailures'] : [],
    ...(mapping.filters.length > 0 && {
      FilterCriteria: { Filters: mapping.filters.map((Pattern) => ({ Pattern })) },
    }),
    LastModified: new Date(mapping.lastModified),
    State: state,
    ...(isOfQueue(mapping) ? shownQueue(mapping) : shownStream(mapping)),
  };
}

function shownStream(mapping: StreamMapping): EventSourceMappingConfiguration {
  return {
    StartingPosition: mapping.startingPosition,
    ParallelizationFactor: mapping.parallelization,
    MaximumRecordAgeInSeconds: mapping.maxAgeSeconds,
    MaximumRetryAttempts: mapping.retries,
    BisectBatchOnFunctionError: mapping.bisects,
    TumblingWindowInSeconds: 0,
    DestinationConfig: { OnFailure: mapping.onFailure ? { Destination: mapping.onFailure } : {} },
    LastProcessingResult: mapping.lastResult,
    StateTransitionReason: 'User action',
  };
}

/** AWS shows less of a queue's mapping, in other words. */
function shownQueue({ maximumConcurrency }: QueueMapping): EventSourceMappingConfiguration {
  return {
    ...(maximumConcurrency !== undefined && { ScalingConfig: { MaximumConcurrency: maximumConcurrency } }),
    StateTransitionReason: 'USER_INITIATED',
  };
}
