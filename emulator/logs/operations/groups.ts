import type {
  CreateLogGroupCommandInput,
  DeleteLogGroupCommandInput,
  DeleteRetentionPolicyCommandInput,
  DescribeLogGroupsCommandInput,
  PutLogGroupDeletionProtectionCommandInput,
  PutRetentionPolicyCommandInput,
} from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../edge/aws-error.ts';
import { type Operation, operation } from '../../edge/operation.ts';
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

/** Days that lines may be kept for (API reference, PutRetentionPolicy). */
const RETENTIONS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** CreateLogGroup, DescribeLogGroups, PutRetentionPolicy, DeleteRetentionPolicy, DeleteLogGroup. */
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
          logGroups: shown.map((group) => groupType(group, lines.sizeOf(group.name))),
          ...(found.length > shown.length && { nextToken: tokenOf(shown.at(-1)?.name) }),
        };
      },
    }),
    PutRetentionPolicy: operation<PutRetentionPolicyCommandInput, object>({
      honours: { logGroupName: true, retentionInDays: true },
      resource: groupResource,
      run(input) {
        const { name } = groupOf(store, input);
        const days = input.retentionInDays ?? 0;
        if (!RETENTIONS.includes(days)) {
          throw new AwsError(
            'InvalidParameterException',
            `1 validation error detected: Value '${days}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [${RETENTIONS.join(', ')}]`,
          );
        }
        store.commit.setRetention({ name, days });
        return {};
      },
    }),
    DeleteRetentionPolicy: operation<DeleteRetentionPolicyCommandInput, object>({
      honours: { logGroupName: true },
      resource: groupResource,
      run(input) {
        store.commit.setRetention({ name: groupOf(store, input).name, days: undefined });
        return {};
      },
    }),
    PutLogGroupDeletionProtection: operation<PutLogGroupDeletionProtectionCommandInput, object>({
      honours: { logGroupIdentifier: true, deletionProtectionEnabled: true },
      resource: groupResource,
      run(input) {
        const { name } = groupOf(store, input);
        store.commit.setDeletionProtection({ name, on: input.deletionProtectionEnabled ?? false });
        return {};
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

function groupType(
  { name, arn, creationTime, retentionInDays, deletionProtection = false }: LogGroup,
  storedBytes: number,
) {
  return {
    logGroupName: name,
    arn,
    logGroupArn: arn.replace(/:\*$/, ''),
    creationTime,
    retentionInDays,
    metricFilterCount: 0,
    storedBytes,
    logGroupClass: 'STANDARD',
    deletionProtectionEnabled: deletionProtection,
  };
}
