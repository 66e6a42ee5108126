import type { QuotaPeriodType } from '@aws-sdk/client-api-gateway';
import type { Strings } from './records.ts';

/** What the store holds of API keys and usage plans. Records are replaced as a whole when they change. */
export interface ApiKeyRecord {
  readonly id: string;
  readonly name?: string;
  readonly description?: string;
  /** What clients send. */
  readonly value: string;
  readonly enabled: boolean;
  readonly customerId?: string;
  /** `<API>/<stage>`, from before there were usage plans. */
  readonly stageKeys: readonly string[];
  readonly tags: Strings;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A token bucket: its size, and the requests a second that it refills by. */
export interface ThrottleRecord {
  readonly burstLimit?: number;
  readonly rateLimit?: number;
}

export interface QuotaRecord {
  /** Requests in one period. */
  readonly limit: number;
  /** The day on which a week (0 is Sunday) or a month (0 is the first) begins. */
  readonly offset: number;
  readonly period: QuotaPeriodType;
}

export interface PlanStageRecord {
  readonly apiId: string;
  readonly stage: string;
  /** By `<resource path>/<METHOD>`. */
  readonly throttle?: Readonly<Record<string, ThrottleRecord>>;
}

export interface UsagePlanRecord {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly apiStages: readonly PlanStageRecord[];
  readonly throttle?: ThrottleRecord;
  readonly quota?: QuotaRecord;
  readonly productCode?: string;
  readonly tags: Strings;
}

/** How much a key has used of a plan. */
export interface UsageRecord {
  /** Requests by day, `2026-11-27`. */
  readonly days: Map<string, number>;
  /** What was added to or taken from the quota of the period that begins on a day. */
  readonly grants: Map<string, number>;
}
