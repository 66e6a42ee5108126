import type {
  CreateLogGroupCommandInput,
  DeleteLogGroupCommandInput,
  DescribeLogGroupsCommandInput,
} from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../../edge/aws-error.ts';
import { type Call, type Operation, operation } from '../../../edge/operation.ts';
import type { LogGroup } from '../state/logs-store.ts';
import {
  groupArn,
  groupName,
  groupOf,
  groupResource,
  type LogsDependencies,
  placeOf,
  tokenOf,
} from './dependencies.ts';

/** CreateLogGroup, DescribeLogGroups, DeleteLogGroup. */
export function groupOperations({
  store,
  lines,
  now,
}: LogsDependencies): Record<string, Operation<object, object>> {
  return {
    CreateLogGroup: operation<CreateLogGroupCommandInput, object>({
      honours: {
        logGroupName: true,
        tags: { '*': true },
        logGroupClass: ['STANDARD'],
        deletionProtectionEnabled: true,
      },
      resource: groupResource,
      run({ logGroupName = '', tags = {}, deletionProtectionEnabled = false }, call) {
        if (Object.keys(tags).length > 0) checkMayTag(logGroupName, call);
        if (store.state.groups.has(logGroupName)) {
          throw new AwsError('ResourceAlreadyExistsException', 'The specified log group already exists');
        }
        store.commit.putGroup({
          name: logGroupName,
          arn: groupArn(call, logGroupName),
          creationTime: now(),
          retentionInDays: undefined,
          deletionProtection: deletionProtectionEnabled,
          tags: new Map(Object.entries(tags)),
          streams: new Map(),
          metricFilters: new Map(),
          subscriptionFilters: new Map(),
        });
        return {};
      },
    }),
    DescribeLogGroups: operation<DescribeLogGroupsCommandInput, object>({
      honours: {
        logGroupNamePrefix: true,
        logGroupNamePattern: true,
        logGroupIdentifiers: true,
        nextToken: true,
        limit: true,
        includeLinkedAccounts: [false],
        logGroupClass: ['STANDARD'],
      },
      resource: (_input, call) => groupResource({ logGroupName: '' }, call),
      run({ logGroupNamePrefix = '', logGroupNamePattern = '', logGroupIdentifiers, nextToken, limit = 50 }) {
        if (logGroupNamePrefix !== '' && logGroupNamePattern !== '') {
          throw new AwsError(
            'InvalidParameterException',
            'LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.',
          );
        }
        const named = logGroupIdentifiers?.map((logGroupIdentifier) => groupName({ logGroupIdentifier }));
        const after = placeOf<string>(nextToken);
        const pattern = logGroupNamePattern.toLowerCase();
        const found = [...store.state.groups.values()]
          .filter(({ name }) => named?.includes(name) ?? true)
          .filter(({ name }) => name.startsWith(logGroupNamePrefix) && name.toLowerCase().includes(pattern))
          .sort((a, b) => (a.name < b.name ? -1 : 1))
          .filter(({ name }) => after === undefined || name > after);
        const shown = found.slice(0, limit);
        return {
          logGroups: shown.map((group) => {
            const whole = groupType(group, lines.sizeOf(group.name));
            if (pattern === '') return whole;
            // A search by pattern tells neither of protection nor of size (recorded on AWS, 2026-02-03).
            const { deletionProtectionEnabled, storedBytes, ...rest } = whole;
            return rest;
          }),
          ...(found.length > shown.length && { nextToken: tokenOf(shown.at(-1)?.name) }),
        };
      },
    }),
    DeleteLogGroup: operation<DeleteLogGroupCommandInput, object>({
      honours: { logGroupName: true },
      resource: groupResource,
      run(input) {
        const { name, deletionProtection } = groupOf(store, input);
        if (deletionProtection) {
          throw new AwsError(
            'ValidationException',
            'Log group cannot be deleted because deletion protection is enabled.',
          );
        }
        store.commit.removeGroup({ name });
        lines.removeGroup(name);
        return {};
      },
    }),
  };
}

/** Tags of a new group need their own permission; CloudWatch has its own words for its lack. */
function checkMayTag(logGroupName: string, call: Call): void {
  try {
    call.authorize('logs:TagResource', groupResource({ logGroupName }, call));
  } catch (cause) {
    if (!(cause instanceof AwsError)) throw cause;
    throw new AwsError(
      'AccessDeniedException',
      `User with accountId: ${call.accountId} is not authorized to perform CreateLogGroup with Tags. An additional permission "logs:TagResource" is required.`,
      { cause },
    );
  }
}

function groupType(
  { name, arn, creationTime, retentionInDays, deletionProtection = false, metricFilters }: LogGroup,
  storedBytes: number,
) {
  return {
    logGroupName: name,
    arn,
    logGroupArn: arn.replace(/:\*$/, ''),
    creationTime,
    retentionInDays,
    metricFilterCount: metricFilters.size,
    storedBytes,
    logGroupClass: 'STANDARD',
    deletionProtectionEnabled: deletionProtection,
  };
}
