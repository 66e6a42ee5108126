import type { MetricTransformation } from '@aws-sdk/client-cloudwatch-logs';
import { defineStore, type Store } from '../../../store/store.ts';

export interface LogGroup {
  name: string;
  arn: string;
  creationTime: number;
  retentionInDays: number | undefined;
  deletionProtection?: boolean;
  tags: Map<string, string>;
  streams: Map<string, LogStream>;
  /** By name. */
  metricFilters: Map<string, MetricFilter>;
  subscriptionFilters: Map<string, SubscriptionFilter>;
}

/** What a metric filter would count; there are no metrics here. */
export interface MetricFilter {
  name: string;
  pattern: string;
  creationTime: number;
  transformations: MetricTransformation[];
}

/** Where a group's lines go as they come. */
export interface SubscriptionFilter {
  name: string;
  pattern: string;
  creationTime: number;
  /** ARN of a function. */
  destination: string;
  distribution: 'Random' | 'ByLogStream';
}

/** Other services that may write into groups. */
export interface ResourcePolicy {
  name: string;
  document: string;
  lastUpdatedTime: number;
}

export interface LogStream {
  name: string;
  arn: string;
  creationTime: number;
}

export interface LogsState {
  groups: Map<string, LogGroup>;
  resourcePolicies: Map<string, ResourcePolicy>;
}

/** Groups and streams. The lines are not here: they are many, come in the middle of requests, and are in `Lines`. */
export const logsStore = defineStore({
  name: 'logs',
  initial: (): LogsState => ({ groups: new Map(), resourcePolicies: new Map() }),
  /** Filters and policies came later than groups. */
  upgrade(state) {
    state.resourcePolicies ??= new Map();
    for (const group of state.groups.values()) {
      group.metricFilters ??= new Map();
      group.subscriptionFilters ??= new Map();
    }
  },
  mutations: {
    putGroup: (state, group: LogGroup) => state.groups.set(group.name, group),
    removeGroup: (state, { name }: { name: string }) => state.groups.delete(name),
    setRetention(state, { name, days }: { name: string; days: number | undefined }) {
      const group = state.groups.get(name);
      if (group) group.retentionInDays = days;
    },
    setDeletionProtection(state, { name, on }: { name: string; on: boolean }) {
      const group = state.groups.get(name);
      if (group) group.deletionProtection = on;
    },
    tag(state, { name, tags }: { name: string; tags: [string, string][] }) {
      for (const [key, value] of tags) state.groups.get(name)?.tags.set(key, value);
    },
    untag(state, { name, keys }: { name: string; keys: string[] }) {
      for (const key of keys) state.groups.get(name)?.tags.delete(key);
    },
    putStream: (state, { group, stream }: { group: string; stream: LogStream }) =>
      state.groups.get(group)?.streams.set(stream.name, stream),
    removeStream: (state, { group, name }: { group: string; name: string }) =>
      state.groups.get(group)?.streams.delete(name),
    putMetricFilter: (state, { group, filter }: { group: string; filter: MetricFilter }) =>
      state.groups.get(group)?.metricFilters.set(filter.name, filter),
    removeMetricFilter: (state, { group, name }: { group: string; name: string }) =>
      state.groups.get(group)?.metricFilters.delete(name),
    putSubscriptionFilter: (state, { group, filter }: { group: string; filter: SubscriptionFilter }) =>
      state.groups.get(group)?.subscriptionFilters.set(filter.name, filter),
    removeSubscriptionFilter: (state, { group, name }: { group: string; name: string }) =>
      state.groups.get(group)?.subscriptionFilters.delete(name),
    putResourcePolicy: (state, policy: ResourcePolicy) => state.resourcePolicies.set(policy.name, policy),
    removeResourcePolicy: (state, { name }: { name: string }) => state.resourcePolicies.delete(name),
  },
});

export type LogsStore = Store<LogsState, (typeof logsStore)['mutations']>;
