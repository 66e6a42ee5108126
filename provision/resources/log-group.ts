import {
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
  ListTagsForResourceCommand,
  type LogGroup,
  PutRetentionPolicyCommand,
  TagResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Kind } from '../reconcile/kind.ts';
import { isGone, unlessGone } from '../reconcile/reader-error.ts';
import type { Run } from '../reconcile/run.ts';
import { arn, nameIn, type Scope, stackTags, type Tags } from '../reconcile/scope.ts';

export interface LogGroupProps {
  readonly name: string;
  /** One of the days CloudWatch Logs accepts. */
  readonly retentionDays: number;
}

interface LogGroupState {
  readonly retentionDays: number | undefined;
  readonly tags: Tags;
}

/** Where a function's lines go. Made before the function, which would otherwise make it and keep its lines for ever. */
export const logGroup: Kind<LogGroupProps, LogGroupState, { name: string; arn: string }> = {
  type: 'log group',
  name: ({ name }) => name,
  identity: ({ name }) => [name],
  async observe({ name }, run) {
    const group = (await listGroups(run)).find(({ logGroupName }) => logGroupName === name);
    if (!group) return undefined;
    try {
      const resourceArn = arnOf(name, run.scope);
      const { tags = {} } = await run.clients.logs.send(new ListTagsForResourceCommand({ resourceArn }));
      return { retentionDays: group.retentionInDays, tags };
    } catch (error) {
      if (isGone(error)) return undefined;
      throw error;
    }
  },
  wanted: ({ retentionDays }) => ({ retentionDays }),
  found: ({ retentionDays }) => ({ retentionDays }),
  tags: ({ tags }) => tags,
  predict: ({ name }, { scope }) => ({ name, arn: arnOf(name, scope) }),
  outputs: (_state, { name }, { scope }) => ({ name, arn: arnOf(name, scope) }),
  async create({ name, retentionDays }, { clients, scope }) {
    await clients.logs.send(new CreateLogGroupCommand({ logGroupName: name, tags: stackTags(scope) }));
    await clients.logs.send(
      new PutRetentionPolicyCommand({ logGroupName: name, retentionInDays: retentionDays }),
    );
    return { retentionDays, tags: stackTags(scope) };
  },
  async update({ name, retentionDays }, _state, changed, { clients, scope }) {
    if (changed.has('tags')) {
      await clients.logs.send(
        new TagResourceCommand({ resourceArn: arnOf(name, scope), tags: stackTags(scope) }),
      );
    }
    if (changed.has('retentionDays')) {
      await clients.logs.send(
        new PutRetentionPolicyCommand({ logGroupName: name, retentionInDays: retentionDays }),
      );
    }
  },
  async remove(_state, { name }, { clients }) {
    await clients.logs.send(new DeleteLogGroupCommand({ logGroupName: name })).catch(unlessGone);
  },
  permissions: ({ name }, scope) => [
    { actions: ['logs:DescribeLogGroups'], resources: [arn(scope, 'logs', 'log-group:*')] },
    {
      actions: [
        'logs:CreateLogGroup',
        'logs:DeleteLogGroup',
        'logs:ListTagsForResource',
        'logs:PutRetentionPolicy',
        'logs:TagResource',
      ],
      resources: [arnOf(name, scope), `${arnOf(name, scope)}:*`],
    },
  ],
};

/** One list for all groups of the stack: their names begin alike. */
function listGroups(run: Run): Promise<LogGroup[]> {
  const logGroupNamePrefix = `/aws/lambda/${nameIn(run.scope)}-`;
  return run.reads.get('log groups', async () => {
    const groups: LogGroup[] = [];
    let nextToken: string | undefined;
    do {
      const page = await run.clients.logs.send(
        new DescribeLogGroupsCommand({ logGroupNamePrefix, nextToken }),
      );
      groups.push(...(page.logGroups ?? []));
      nextToken = page.nextToken;
    } while (nextToken);
    return groups;
  });
}

/** Without the list's `:*`: tags are rejected with it (CloudWatch Logs API reference, TagResource). */
function arnOf(name: string, scope: Scope): string {
  return arn(scope, 'logs', `log-group:${name}`);
}
