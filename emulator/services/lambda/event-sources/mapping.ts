import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import type { EngineConfig } from '../../../edge/interfaces/engine-config.ts';

/** What reads a stream of changes and hands them to a function. */
export interface Mapping {
  id: string;
  streamArn: string;
  /** With its version or alias, as it was named. */
  functionArn: string;
  startingPosition: 'TRIM_HORIZON' | 'LATEST';
  enabled: boolean;
  batchSize: number;
  /** In seconds. */
  windowSeconds: number;
  parallelization: number;
  /** JSON texts; a change has to fit one of them. None: all fit. */
  filters: string[];
  /** -1: for as long as the stream keeps them. */
  maxAgeSeconds: number;
  /** -1: without an end. */
  retries: number;
  bisects: boolean;
  reportsFailures: boolean;
  /** Milliseconds since 1970. */
  lastModified: number;
  lastResult: string;
  /** What was handed over last; undefined before the first, where it begins with the oldest. */
  position?: string;
}

/** The ARN of a mapping. */
export function mappingArn({ region, accountId }: Pick<EngineConfig, 'region' | 'accountId'>, id: string) {
  return `arn:aws:lambda:${region}:${accountId}:event-source-mapping:${id}`;
}

/** A mapping as the API shows it; `state` where it is passing through one. */
export function shownMapping(
  place: Pick<EngineConfig, 'region' | 'accountId'>,
  mapping: Mapping,
  state = mapping.enabled ? 'Enabled' : 'Disabled',
): EventSourceMappingConfiguration {
  return {
    UUID: mapping.id,
    EventSourceMappingArn: mappingArn(place, mapping.id),
    EventSourceArn: mapping.streamArn,
    FunctionArn: mapping.functionArn,
    StartingPosition: mapping.startingPosition,
    BatchSize: mapping.batchSize,
    MaximumBatchingWindowInSeconds: mapping.windowSeconds,
    ParallelizationFactor: mapping.parallelization,
    MaximumRecordAgeInSeconds: mapping.maxAgeSeconds,
    MaximumRetryAttempts: mapping.retries,
    BisectBatchOnFunctionError: mapping.bisects,
    TumblingWindowInSeconds: 0,
    FunctionResponseTypes: mapping.reportsFailures ? ['ReportBatchItemFailures'] : [],
    DestinationConfig: { OnFailure: {} },
    ...(mapping.filters.length > 0 && {
      FilterCriteria: { Filters: mapping.filters.map((Pattern) => ({ Pattern })) },
    }),
    LastModified: new Date(mapping.lastModified),
    LastProcessingResult: mapping.lastResult,
    State: state,
    StateTransitionReason: 'User action',
  };
}
