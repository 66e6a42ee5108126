import {
  CreateTableCommand,
  DeleteTableCommand,
  ListTagsOfResourceCommand,
  type TableDescription,
  TagResourceCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import type { Value } from '../reconcile/fields.ts';
import type { Kind } from '../reconcile/kind.ts';
import { codeOf, isGone } from '../reconcile/reader-error.ts';
import type { Run } from '../reconcile/run.ts';
import { arn, type Scope, stackTags, type Tags } from '../reconcile/scope.ts';
import { describeTable, untilTableActive, untilTableGone } from './table-state.ts';
import { tagList, tagsOf } from './tag-list.ts';

export interface TableProps {
  readonly name: string;
  /** The attribute that is the partition key: text. */
  readonly partitionKey: string;
  readonly protectedData: boolean;
}

interface TableState {
  readonly table: TableDescription;
  readonly tags: Tags;
}

/** A DynamoDB table, billed by request. */
export const table: Kind<TableProps, TableState, { name: string; arn: string }> = {
  type: 'table',
  holds: 'every credential stored in it',
  immutable: { key: 'cannot change while the table lives' },
  name: ({ name }) => name,
  identity: ({ name }) => [name],
  async observe({ name }, run) {
    const described = await describeTable(name, run);
    // A table that is being deleted counts as gone: create waits for the rest.
    if (!described || described.TableStatus === 'DELETING') return undefined;
    try {
      const { Tags } = await run.clients.dynamodb.send(
        new ListTagsOfResourceCommand({ ResourceArn: described.TableArn ?? arnOf(name, run.scope) }),
      );
      return { table: described, tags: tagsOf(Tags) };
    } catch (error) {
      if (isGone(error)) return undefined;
      throw error;
    }
  },
  wanted: ({ partitionKey, protectedData }) => ({
    key: keyOf(partitionKey),
    billing: 'PAY_PER_REQUEST',
    deletionProtection: protectedData,
  }),
  found: ({ table }) => ({
    key: (table.KeySchema ?? []).map(({ AttributeName, KeyType }) => ({
      name: AttributeName,
      role: KeyType,
      type: table.AttributeDefinitions?.find((attribute) => attribute.AttributeName === AttributeName)
        ?.AttributeType,
    })),
    billing: table.BillingModeSummary?.BillingMode ?? 'PROVISIONED',
    deletionProtection: table.DeletionProtectionEnabled ?? false,
  }),
  tags: ({ tags }) => tags,
  predict: ({ name }, { scope }) => ({ name, arn: arnOf(name, scope) }),
  outputs: (_state, { name }, { scope }) => ({ name, arn: arnOf(name, scope) }),
  async create(props, run) {
    const made = await createTable(props, run).catch(async (error: unknown) => {
      // Also the answer while a table of the name is still being deleted by a run that ended there.
      const inUse = codeOf(error) === 'ResourceInUseException';
      if (!inUse || (await describeTable(props.name, run))?.TableStatus !== 'DELETING') throw error;
      await untilTableGone(props.name, run);
      return createTable(props, run);
    });
    const active = made?.TableStatus === 'ACTIVE' ? made : await untilTableActive(props.name, run);
    return { table: active, tags: stackTags(run.scope) };
  },
  async update(props, state, changed, run) {
    const { dynamodb } = run.clients;
    await untilTableActive(props.name, run);
    if (changed.has('tags')) {
      const ResourceArn = state.table.TableArn ?? arnOf(props.name, run.scope);
      await dynamodb.send(new TagResourceCommand({ ResourceArn, Tags: tagList(stackTags(run.scope)) }));
    }
    if (changed.has('billing')) {
      await dynamodb.send(new UpdateTableCommand({ TableName: props.name, BillingMode: 'PAY_PER_REQUEST' }));
      await untilTableActive(props.name, run);
    }
    if (changed.has('deletionProtection')) {
      const DeletionProtectionEnabled = props.protectedData;
      await dynamodb.send(new UpdateTableCommand({ TableName: props.name, DeletionProtectionEnabled }));
      await untilTableActive(props.name, run);
    }
  },
  async remove({ table }, { name }, run) {
    try {
      if (table.DeletionProtectionEnabled) {
        await run.clients.dynamodb.send(
          new UpdateTableCommand({ TableName: name, DeletionProtectionEnabled: false }),
        );
      }
      // A table that is being made or changed cannot be deleted: ResourceInUseException.
      if (table.TableStatus !== 'ACTIVE' || table.DeletionProtectionEnabled)
        await untilTableActive(name, run);
      const { TableDescription: last } = await run.clients.dynamodb.send(
        new DeleteTableCommand({ TableName: name }),
      );
      if (last) await untilTableGone(name, run);
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  },
  permissions: ({ name }, scope) => [
    {
      actions: [
        'dynamodb:CreateTable',
        'dynamodb:DeleteTable',
        'dynamodb:DescribeTable',
        'dynamodb:ListTagsOfResource',
        'dynamodb:TagResource',
        'dynamodb:UpdateTable',
      ],
      resources: [arnOf(name, scope)],
    },
  ],
};

function keyOf(partitionKey: string): Value {
  return [{ name: partitionKey, role: 'HASH', type: 'S' }];
}

function arnOf(name: string, scope: Scope): string {
  return arn(scope, 'dynamodb', `table/${name}`);
}

async function createTable(props: TableProps, run: Run): Promise<TableDescription | undefined> {
  const answer = await run.clients.dynamodb.send(
    new CreateTableCommand({
      TableName: props.name,
      KeySchema: [{ AttributeName: props.partitionKey, KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: props.partitionKey, AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
      Tags: tagList(stackTags(run.scope)),
      ...(props.protectedData ? { DeletionProtectionEnabled: true } : {}),
    }),
  );
  return answer.TableDescription;
}
