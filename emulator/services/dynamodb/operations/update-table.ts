import type { Index, Table, Throughput } from 'dynalite/db/index.js';
import { AwsError } from '../../../edge/aws-error.ts';
import type { Operation } from '../../../edge/operation.ts';
import type { Clock } from '../../../store/clock.ts';
import { tableRules } from '../dynalite-operations.ts';
import {
  refuseStreamChange,
  type StreamWish,
  streamOf,
  streamTypes,
  withStream,
} from '../streams/stream-specification.ts';
import { resourcesOf } from '../table-arns.ts';
import type { Tables } from '../tables.ts';
import { recordOf } from './describe-table.ts';
import { NO_THROUGHPUT, throughputAfter } from './throughput.ts';
import { type IndexUpdate, indexesAfter, updateIndexTypes } from './update-indexes.ts';

interface Request {
  TableName: string;
  AttributeDefinitions?: Table['AttributeDefinitions'];
  BillingMode?: string;
  ProvisionedThroughput?: Throughput;
  GlobalSecondaryIndexUpdates?: IndexUpdate[];
  DeletionProtectionEnabled?: boolean;
  StreamSpecification?: StreamWish;
}

const { children } = tableRules.CreateTable.types['AttributeDefinitions'] as { children: object };

const rules = {
  types: {
    ...tableRules.UpdateTable.types,
    AttributeDefinitions: { type: 'List', children },
    DeletionProtectionEnabled: 'Boolean',
    GlobalSecondaryIndexUpdates: updateIndexTypes,
    StreamSpecification: streamTypes,
  },
  // dynalite's check asks for one of the parameters it knows, and neither protection nor a stream is one of those.
  custom: (data: Record<string, unknown>, store: object) =>
    Object.keys(data).every((name) => UNKNOWN_TO_DYNALITE.has(name)) && Object.keys(data).length > 1
      ? undefined
      : tableRules.UpdateTable.custom?.(data, store),
};

const UNKNOWN_TO_DYNALITE: ReadonlySet<string> = new Set([
  'TableName',
  'DeletionProtectionEnabled',
  'StreamSpecification',
]);

const INDEX = { IndexName: true, ProvisionedThroughput: true } as const;

/** UpdateTable: capacity, billing mode, global indexes (one made or deleted at a time), deletion protection. */
export function updateTable(tables: Tables, clock: Pick<Clock, 'now'>): Operation<object, object> {
  return {
    honours: {
      AttributeDefinitions: true,
      BillingMode: true,
      DeletionProtectionEnabled: true,
      GlobalSecondaryIndexUpdates: {
        Create: { ...INDEX, KeySchema: true, Projection: true },
        Delete: INDEX,
        Update: INDEX,
      },
      ProvisionedThroughput: true,
      StreamSpecification: true,
      TableClass: ['STANDARD'],
      TableName: true,
    } as Operation<object, object>['honours'],
    resource: resourcesOf,
    async run(input) {
      const request = tables.check(rules, input) as unknown as Request;
      const record = recordOf(tables, request.TableName);
      const { description } = record;
      refuseBusy(description);
      refuseStreamChange(description, request.StreamSpecification);
      const seconds = clock.now() / 1000;
      const billed = billingAfter(description, request, seconds);
      const indexes = indexesAfter(billed, request, seconds);
      const protection = {
        DeletionProtectionEnabled: request.DeletionProtectionEnabled ?? description.DeletionProtectionEnabled,
      };
      const change = <T extends Table>(table: T) =>
        withStream(tables, table, request.StreamSpecification, clock.now());
      const passing = await change({ ...description, ...indexes.passing, ...protection });
      const becomes = { ...billed, ...indexes.lasting, ...protection, ...streamOf(passing) };
      return {
        TableDescription: await tables.states.enter({ ...record, description: passing, becomes }, 'UPDATING'),
      };
    },
  };
}

function refuseBusy({ TableStatus, TableName }: Table): void {
  if (TableStatus === 'ACTIVE') return;
  throw new AwsError(
    'ResourceInUseException',
    `Attempt to change a resource which is still in use: Table is being ${BUSY[TableStatus]}: ${TableName}`,
  );
}

const BUSY: Record<string, string> = { CREATING: 'created', UPDATING: 'updated', DELETING: 'deleted' };

/** The table with its capacity and billing mode changed. Throws AwsError `ValidationException`. */
function billingAfter(table: Table, request: Request, seconds: number): Table {
  const before = table.BillingModeSummary?.BillingMode ?? 'PROVISIONED';
  const mode = request.BillingMode ?? before;
  const wanted = request.ProvisionedThroughput;
  if (wanted && mode === 'PAY_PER_REQUEST') {
    throw invalid(
      'One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
    );
  }
  const changed = wanted
    ? throughputAfter(table.ProvisionedThroughput, wanted, seconds)
    : table.ProvisionedThroughput;
  if (mode === before) return { ...table, ProvisionedThroughput: changed };
  const summary = { ...table.BillingModeSummary, BillingMode: mode };
  if (mode === 'PROVISIONED')
    return { ...table, ProvisionedThroughput: changed, BillingModeSummary: summary };
  return {
    ...table,
    ProvisionedThroughput: NO_THROUGHPUT,
    BillingModeSummary: { ...summary, LastUpdateToPayPerRequestDateTime: seconds },
    ...(table.GlobalSecondaryIndexes && {
      GlobalSecondaryIndexes: table.GlobalSecondaryIndexes.map(
        (index): Index => ({ ...index, ProvisionedThroughput: NO_THROUGHPUT }),
      ),
    }),
  };
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
