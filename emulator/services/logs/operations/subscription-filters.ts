import type {
  DeleteSubscriptionFilterCommandInput,
  DescribeSubscriptionFiltersCommandInput,
  PutSubscriptionFilterCommandInput,
} from '@aws-sdk/client-cloudwatch-logs';
import { AwsError, notImplemented } from '../../../edge/aws-error.ts';
import { type Call, type Operation, operation } from '../../../edge/operation.ts';
import { compileFilterPattern } from '../filter/filter-pattern.ts';
import type { SubscriptionFilter } from '../state/logs-store.ts';
import { groupOf, groupResource, type LogsDependencies } from './dependencies.ts';
import { filterPage, limitExceeded } from './filters.ts';

/** Subscription filters of one group (CloudWatch Logs user guide, "CloudWatch Logs quotas"). */
const MOST = 2;

/** PutSubscriptionFilter, DescribeSubscriptionFilters, DeleteSubscriptionFilter: lines go to functions; other destinations are refused. */
export function subscriptionFilterOperations(
  dependencies: LogsDependencies,
): Record<string, Operation<object, object>> {
  const { store, now, subscriptions } = dependencies;
  return {
    PutSubscriptionFilter: operation<PutSubscriptionFilterCommandInput, object>({
      honours: {
        logGroupName: true,
        filterName: true,
        filterPattern: true,
        destinationArn: true,
        roleArn: true,
        distribution: ['Random', 'ByLogStream'],
        applyOnTransformedLogs: [false],
      },
      resource: groupResource,
      run(input, call) {
        const { filterName = '', filterPattern = '', distribution = 'ByLogStream' } = input;
        const destination = input.destinationArn ?? '';
        checkDestination(destination, input.roleArn, call);
        const group = groupOf(store, input);
        compileFilterPattern(filterPattern);
        if (destination.endsWith(`:function:${group.name.replace(/^\/aws\/lambda\//, '')}`)) {
          throw new AwsError(
            'InvalidParameterException',
            'The log group provided is reserved for the function log output of the destination function.',
          );
        }
        const before = group.subscriptionFilters.get(filterName);
        if (!before && group.subscriptionFilters.size >= MOST) throw limitExceeded();
        subscriptions.checkMayDeliver(group, destination);
        const filter: SubscriptionFilter = {
          name: filterName,
          pattern: filterPattern,
          creationTime: before?.creationTime ?? now(),
          destination,
          distribution,
        };
        store.commit.putSubscriptionFilter({ group: group.name, filter });
        return {};
      },
    }),
    DescribeSubscriptionFilters: operation<DescribeSubscriptionFiltersCommandInput, object>({
      honours: { logGroupName: true, filterNamePrefix: true, nextToken: true, limit: true },
      resource: groupResource,
      run(input) {
        const { name: group, subscriptionFilters } = groupOf(store, input);
        const filters = [...subscriptionFilters.values()].map((filter) => ({ ...filter, group }));
        const { shown, ...rest } = filterPage(filters, input);
        return { subscriptionFilters: shown.map(filterType), ...rest };
      },
    }),
    DeleteSubscriptionFilter: operation<DeleteSubscriptionFilterCommandInput, object>({
      honours: { logGroupName: true, filterName: true },
      resource: groupResource,
      run({ logGroupName, filterName = '' }) {
        const { name: group, subscriptionFilters } = groupOf(store, { logGroupName });
        if (!subscriptionFilters.has(filterName))
          throw new AwsError(
            'ResourceNotFoundException',
            'The specified subscription filter does not exist.',
          );
        store.commit.removeSubscriptionFilter({ group, name: filterName });
        return {};
      },
    }),
  };
}

/** Checks the destination before the group, as recorded from CloudWatch: a function of this account, or a stream with a role. */
function checkDestination(arn: string, roleArn: string | undefined, { accountId }: Call): void {
  const [, service = '', account] = /^arn:aws[^:]*:([a-z]+):[^:]*:(\d*):/.exec(arn) ?? [];
  if (service === 'lambda' && account === accountId) return;
  if (service === 'lambda') {
    throw new AwsError(
      'AccessDeniedException',
      'Cross-account lambda invocation passing is not allowed. You must use DestinationPolicies to create cross account lambda triggers.',
    );
  }
  if ((service === 'kinesis' || service === 'firehose') && roleArn === undefined) {
    throw new AwsError(
      'InvalidParameterException',
      `destinationArn for vendor ${service} cannot be used without roleArn`,
    );
  }
  if (service === '') throw new AwsError('InvalidParameterException', `Invalid destinationArn: ${arn}`);
  throw notImplemented(`A subscription filter's destination in ${service}`);
}

function filterType({
  name,
  pattern,
  creationTime,
  destination,
  distribution,
  group,
}: SubscriptionFilter & { group: string }) {
  return {
    filterName: name,
    logGroupName: group,
    filterPattern: pattern,
    destinationArn: destination,
    distribution,
    creationTime,
    applyOnTransformedLogs: false,
  };
}
