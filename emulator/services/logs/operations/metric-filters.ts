import type {
  DeleteMetricFilterCommandInput,
  DescribeMetricFiltersCommandInput,
  PutMetricFilterCommandInput,
} from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../../edge/aws-error.ts';
import { type Operation, operation } from '../../../edge/operation.ts';
import { compileFilterPattern } from '../filter/filter-pattern.ts';
import type { MetricFilter } from '../state/logs-store.ts';
import { groupOf, groupResource, type LogsDependencies } from './dependencies.ts';
import { filterPage, limitExceeded } from './filters.ts';

/** Metric filters of one group (CloudWatch Logs user guide, "CloudWatch Logs quotas"). */
const MOST = 100;

/** PutMetricFilter, DescribeMetricFilters, DeleteMetricFilter. Filters are stored and shown; there is no CloudWatch to count in. */
export function metricFilterOperations(
  dependencies: LogsDependencies,
): Record<string, Operation<object, object>> {
  const { store, now } = dependencies;
  return {
    PutMetricFilter: operation<PutMetricFilterCommandInput, object>({
      honours: {
        logGroupName: true,
        filterName: true,
        filterPattern: true,
        metricTransformations: true,
        applyOnTransformedLogs: [false],
      },
      resource: groupResource,
      run({ logGroupName, filterName = '', filterPattern = '', metricTransformations = [] }) {
        const { name: group, metricFilters } = groupOf(store, { logGroupName });
        compileFilterPattern(filterPattern);
        if (!metricFilters.has(filterName) && metricFilters.size >= MOST) throw limitExceeded();
        const filter: MetricFilter = {
          name: filterName,
          pattern: filterPattern,
          creationTime: now(),
          transformations: metricTransformations,
        };
        store.commit.putMetricFilter({ group, filter });
        return {};
      },
    }),
    DescribeMetricFilters: operation<DescribeMetricFiltersCommandInput, object>({
      honours: {
        logGroupName: true,
        filterNamePrefix: true,
        nextToken: true,
        limit: true,
        metricName: true,
        metricNamespace: true,
      },
      resource: (input, call) => groupResource({ logGroupName: input.logGroupName ?? '' }, call),
      run(input) {
        const { logGroupName, metricName, metricNamespace } = input;
        if ((metricName === undefined) !== (metricNamespace === undefined)) {
          throw new AwsError(
            'InvalidParameterException',
            'Both metricName and metricNamespace must be specified.',
          );
        }
        const groups =
          logGroupName === undefined ? [...store.state.groups.values()] : [groupOf(store, { logGroupName })];
        const filters = groups
          .flatMap(({ name: group, metricFilters }) =>
            [...metricFilters.values()].map((filter) => ({ ...filter, group })),
          )
          .filter(
            ({ transformations }) =>
              metricName === undefined ||
              transformations.some(
                (one) => one.metricName === metricName && one.metricNamespace === metricNamespace,
              ),
          );
        const { shown, ...rest } = filterPage(filters, input);
        return { metricFilters: shown.map(filterType), ...rest };
      },
    }),
    DeleteMetricFilter: operation<DeleteMetricFilterCommandInput, object>({
      honours: { logGroupName: true, filterName: true },
      resource: groupResource,
      run({ logGroupName, filterName = '' }) {
        const { name: group, metricFilters } = groupOf(store, { logGroupName });
        if (!metricFilters.has(filterName))
          throw new AwsError('ResourceNotFoundException', 'The specified metric filter does not exist.');
        store.commit.removeMetricFilter({ group, name: filterName });
        return {};
      },
    }),
  };
}

function filterType({
  name,
  pattern,
  creationTime,
  transformations,
  group,
}: MetricFilter & { group: string }) {
  return {
    filterName: name,
    filterPattern: pattern,
    metricTransformations: transformations,
    creationTime,
    logGroupName: group,
    applyOnTransformedLogs: false,
  };
}
