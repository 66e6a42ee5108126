import type { Index, Table, Throughput } from 'dynalite/db/index.js';
import { AwsError } from '../../../edge/aws-error.ts';
import type { Call, Operation } from '../../../edge/operation.ts';
import type { Clock } from '../../../store/clock.ts';
import type { Random } from '../../../store/random.ts';
import { tableRules } from '../dynalite-operations.ts';
import {
  refuseBrokenWish,
  type StreamWish,
  streamTypes,
  withStream,
} from '../streams/stream-specification.ts';
import { resourcesOf, tableArn } from '../table-arns.ts';
import type { Tables } from '../tables.ts';
import { type Tag, tagsAfter, tagTypes } from './tags.ts';
import { NO_THROUGHPUT } from './throughput.ts';

const rules = {
  ...tableRules.CreateTable,
  types: {
    ...tableRules.CreateTable.types,
    DeletionProtectionEnabled: 'Boolean',
    StreamSpecification: streamTypes,
    Tags: tagTypes,
  },
};

interface Request {
  TableName: string;
  KeySchema: Table['KeySchema'];
  AttributeDefinitions: Table['AttributeDefinitions'];
  BillingMode?: string;
  ProvisionedThroughput?: Throughput;
  LocalSecondaryIndexes?: Index[];
  GlobalSecondaryIndexes?: Index[];
  DeletionProtectionEnabled?: boolean;
  StreamSpecification?: StreamWish;
  Tags?: Tag[];
}

const INDEX = { IndexName: true, KeySchema: true, Projection: true } as const;

/** CreateTable: answers CREATING, and the table is there when the timings say so. Tags need the permission to tag as well. */
export function createTable(
  tables: Tables,
  { clock, random }: { clock: Pick<Clock, 'now'>; random: Pick<Random, 'uuid'> },
): Operation<object, object> {
  return {
    honours: {
      AttributeDefinitions: true,
      BillingMode: true,
      DeletionProtectionEnabled: true,
      GlobalSecondaryIndexes: { ...INDEX, ProvisionedThroughput: true },
      KeySchema: true,
      LocalSecondaryIndexes: INDEX,
      ProvisionedThroughput: true,
      SSESpecification: { Enabled: [false] },
      StreamSpecification: true,
      TableClass: ['STANDARD'],
      TableName: true,
      Tags: true,
    } as Operation<object, object>['honours'],
    resource: resourcesOf,
    async run(input, call) {
      const request = tables.check(rules, input) as unknown as Request;
      if (request.Tags?.length) call.authorize('dynamodb:TagResource', String(resourcesOf(input, call)));
      const tags = tagsAfter({}, request.Tags ?? []);
      if (tables.records.get(request.TableName)) {
        throw new AwsError('ResourceInUseException', `Table already exists: ${request.TableName}`);
      }
      refuseBrokenWish(request.StreamSpecification);
      const made = describe(request, call, random.uuid(), clock.now() / 1000);
      const description = await withStream(tables, made, request.StreamSpecification, clock.now());
      return { TableDescription: await tables.states.enter({ description, tags }, 'CREATING') };
    },
  };
}

function describe(request: Request, call: Call, id: string, seconds: number): Table {
  const { TableName, LocalSecondaryIndexes, GlobalSecondaryIndexes, BillingMode } = request;
  const arn = tableArn(call, TableName);
  return {
    AttributeDefinitions: request.AttributeDefinitions,
    TableName,
    KeySchema: request.KeySchema,
    TableStatus: 'CREATING',
    CreationDateTime: seconds,
    ProvisionedThroughput: { ...NO_THROUGHPUT, ...request.ProvisionedThroughput },
    TableSizeBytes: 0,
    ItemCount: 0,
    TableArn: arn,
    TableId: id,
    ...(BillingMode === 'PAY_PER_REQUEST' && {
      BillingModeSummary: { BillingMode, LastUpdateToPayPerRequestDateTime: seconds },
    }),
    ...(LocalSecondaryIndexes && {
      LocalSecondaryIndexes: LocalSecondaryIndexes.map((index) => ({ ...index, ...emptyIndex(arn, index) })),
    }),
    ...(GlobalSecondaryIndexes && {
      GlobalSecondaryIndexes: GlobalSecondaryIndexes.map((index) => globalIndex(arn, index)),
    }),
    DeletionProtectionEnabled: request.DeletionProtectionEnabled ?? false,
  };
}

/** A global index as a table's description shows it while it is made. */
export function globalIndex(arn: string, index: Index): Index {
  return {
    ...index,
    IndexStatus: 'CREATING',
    ProvisionedThroughput: { ...NO_THROUGHPUT, ...index.ProvisionedThroughput },
    ...emptyIndex(arn, index),
  };
}

function emptyIndex(arn: string, { IndexName }: Index): Partial<Index> {
  return { IndexSizeBytes: 0, ItemCount: 0, IndexArn: `${arn}/index/${IndexName}` };
}
