import type { EngineContext } from '../../edge/interfaces/engine-context.ts';
import type { FunctionEvents } from '../../edge/interfaces/function-invoker.ts';
import type { LogCause, LogLine, LogWriter } from '../../edge/interfaces/log-writer.ts';
import type { Module } from '../../edge/interfaces/service-module.ts';
import { lateOperations } from '../../edge/late-operations.ts';
import { withResourceTags } from '../../edge/with-resource-tags.ts';
import { models } from '../../models/models.ts';
import { groupArn, groupName, type LogsDependencies } from './operations/dependencies.ts';
import { featuresOff } from './operations/features-off.ts';
import { filterLogEvents } from './operations/filter-log-events.ts';
import { getLogEvents } from './operations/get-log-events.ts';
import { groupSettingsOperations } from './operations/group-settings.ts';
import { groupOperations } from './operations/groups.ts';
import { lengthWords } from './operations/length-words.ts';
import { listLogGroups } from './operations/list-log-groups.ts';
import { metricFilterOperations } from './operations/metric-filters.ts';
import { putLogEvents } from './operations/put-log-events.ts';
import { resourcePolicyOperations } from './operations/resource-policies.ts';
import { streamArn, streamOperations } from './operations/streams.ts';
import { subscriptionFilterOperations } from './operations/subscription-filters.ts';
import { tagOperations } from './operations/tags.ts';
import { testMetricFilter } from './operations/test-metric-filter.ts';
import { openLineFiles } from './state/line-files.ts';
import { createLines } from './state/lines.ts';
import { logsStore } from './state/logs-store.ts';
import { createSubscriptions } from './subscriptions.ts';

export interface Logs extends Module {
  readonly writer: LogWriter;
  /** Sets the invoker of subscribed functions; Lambda is made after the logs that it writes to. */
  connect(functions: FunctionEvents): void;
}

/** CloudWatch Logs: groups, streams, lines, and the writer through which functions and gates log. */
export function createLogs(context: EngineContext): Logs {
  const { config, clock, events, stores, folder } = context;
  const store = stores.open(logsStore);
  const path = folder('logs');
  const files = path === undefined ? undefined : openLineFiles(path);
  const lines = createLines(files);
  events.subscribe('reset', () => lines.clear());
  const now = () => clock.now();

  function published(group: string, stream: string, written: readonly LogLine[], cause?: LogCause): void {
    if (!events.wanted('log')) return;
    for (const { timestamp, message } of written)
      events.publish({ type: 'log', at: timestamp, group, stream, message, ...cause });
  }

  const subscriptions = createSubscriptions(context);
  const dependencies: LogsDependencies = { store, lines, now, published, subscriptions };
  return {
    connect: subscriptions.connect,
    async dispose() {
      await files?.[Symbol.asyncDispose]();
    },
    services: [
      {
        model: models.logs,
        validationCode: 'InvalidParameterException',
        lengthWords,
        operations: withResourceTags(
          {
            ...lateOperations(
              { now: store, late: store.behind(() => context.realism.listLagMs) },
              (seen) => ({
                ...groupOperations({ ...dependencies, store: seen }),
                ListLogGroups: listLogGroups({ store: seen }),
              }),
              (name) => /^(Describe|List)/.test(name),
            ),
            ...groupSettingsOperations(dependencies),
            ...streamOperations(dependencies),
            ...tagOperations(dependencies),
            PutLogEvents: putLogEvents(dependencies),
            GetLogEvents: getLogEvents(dependencies),
            FilterLogEvents: filterLogEvents(dependencies),
            TestMetricFilter: testMetricFilter(),
            ...metricFilterOperations(dependencies),
            ...subscriptionFilterOperations(dependencies),
            ...resourcePolicyOperations(dependencies),
            ...featuresOff(),
          },
          (input) => store.state.groups.get(groupName(input))?.tags,
        ),
      },
    ],
    writer: {
      write({ group, stream, createGroup }, written, cause) {
        if (!store.state.groups.has(group)) {
          if (typeof createGroup === 'function' ? !createGroup() : !createGroup) return;
          store.commit.putGroup({
            name: group,
            arn: groupArn(config, group),
            creationTime: now(),
            retentionInDays: undefined,
            tags: new Map(),
            streams: new Map(),
            metricFilters: new Map(),
            subscriptionFilters: new Map(),
          });
        }
        const target = store.state.groups.get(group);
        if (target && !target.streams.has(stream)) {
          const made = { name: stream, arn: streamArn(target, stream), creationTime: now() };
          store.commit.putStream({ group, stream: made });
        }
        const kept = lines.append(group, stream, written, now());
        published(group, stream, written, cause);
        if (target) subscriptions.deliver(target, stream, kept);
      },
    },
  };
}
