import { AwsError } from '../../../edge/aws-error.ts';
import type { Operation } from '../../../edge/operation.ts';
import type { Clock } from '../../../store/clock.ts';
import { invalid } from '../expressions/invalid-expression.ts';
import { checked } from '../rules/checked.ts';
import { updateTableShape } from '../rules/table-shapes.ts';
import {
  refuseStreamChange,
  type StreamWish,
  streamOf,
  withStream,
} from '../streams/stream-specification.ts';
import { resourcesOf } from '../table-arns.ts';
import type { Table } from '../table-description.ts';
import type { Tables } from '../tables.ts';
import { type BillingChange, billingAfter } from './billing-after.ts';
import { recordOf } from './describe-table.ts';
import { refuseOutOfBounds } from './throughput.ts';
import { type IndexUpdate, indexesAfter } from './update-indexes.ts';

interface Request extends BillingChange {
  TableName: string;
  AttributeDefinitions?: Table['AttributeDefinitions'];
  GlobalSecondaryIndexUpdates?: IndexUpdate[];
  DeletionProtectionEnabled?: boolean;
  StreamSpecification?: StreamWish;
}

const INDEX = { IndexName: true, OnDemandThroughput: true, ProvisionedThroughput: true } as const;

/** UpdateTable: capacity, limits on demand, billing mode, global indexes (one made or deleted at a time), deletion protection. */
export function updateTable(tables: Tables, clock: Pick<Clock, 'now'>): Operation<object, object> {
  return {
    honours: {
      AttributeDefinitions: true,
      BillingMode: true,
      DeletionProtectionEnabled: true,
      GlobalSecondaryIndexUpdates: {
        Create: { ...INDEX, KeySchema: true, Projection: true },
        Delete: { IndexName: true },
        Update: INDEX,
      },
      OnDemandThroughput: true,
      ProvisionedThroughput: true,
      StreamSpecification: true,
      TableClass: ['STANDARD'],
      TableName: true,
    } as Operation<object, object>['honours'],
    resource: resourcesOf,
    async run(input) {
      const request = checked<Request>(updateTableShape, input);
      checkUpdate(request);
      const record = recordOf(tables, request.TableName);
      const { description } = record;
      refuseBusy(description);
      refuseStreamChange(description, request.StreamSpecification);
      const seconds = clock.now() / 1000;
      const billed = billingAfter(description, request, seconds);
      const indexes = indexesAfter(billed, request, seconds);
      if (onlyLimits(request)) {
        // Without passing through UPDATING, as on AWS.
        await tables.records.save({ ...record, description: billed });
        return { TableDescription: tables.sizes.shownOn(billed) };
      }
      const protection = {
        DeletionProtectionEnabled: request.DeletionProtectionEnabled ?? description.DeletionProtectionEnabled,
      };
      const passing = await withStream(
        tables,
        { ...description, ...indexes.passing, ...protection },
        request.StreamSpecification,
        clock.now(),
      );
      const becomes = { ...billed, ...indexes.lasting, ...protection, ...streamOf(passing) };
      return {
        TableDescription: tables.sizes.shownOn(
          await tables.states.enter({ ...record, description: passing, becomes }, 'UPDATING'),
        ),
      };
    },
  };
}

/** Rejects a request that changes nothing, or an index twice. Throws AwsError `ValidationException`. */
function checkUpdate(request: Request): void {
  const { TableName: _, AttributeDefinitions: __, ...changes } = request;
  const updates = request.GlobalSecondaryIndexUpdates ?? [];
  if (
    Object.keys(changes).length === 0 ||
    (Object.keys(changes).length === 1 && request.GlobalSecondaryIndexUpdates && updates.length === 0)
  )
    throw invalid(
      'At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required',
    );
  if (request.BillingMode === 'PROVISIONED' && !request.ProvisionedThroughput)
    throw invalid(
      'One or more parameter values were invalid: ProvisionedThroughput must be specified when BillingMode is PROVISIONED',
    );
  refuseOutOfBounds(request.ProvisionedThroughput);
  const seen = new Set<string>();
  for (const { Update, Create, Delete } of updates) {
    const name = (Update ?? Create ?? Delete)?.IndexName;
    if (name === undefined)
      throw invalid(
        'One or more parameter values were invalid: One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null',
      );
    if (seen.has(name))
      throw invalid(
        `One or more parameter values were invalid: Only one global secondary index update per index is allowed simultaneously. Index: ${name}`,
      );
    seen.add(name);
  }
}

function onlyLimits({ TableName: _, OnDemandThroughput: limits, ...others }: Request): boolean {
  return limits !== undefined && Object.keys(others).length === 0;
}

function refuseBusy({ TableStatus, TableName }: Table): void {
  if (TableStatus === 'ACTIVE') return;
  throw new AwsError(
    'ResourceInUseException',
    `Attempt to change a resource which is still in use: Table is being ${BUSY[TableStatus]}: ${TableName}`,
  );
}

const BUSY: Record<string, string> = { CREATING: 'created', UPDATING: 'updated', DELETING: 'deleted' };
