import { AwsError } from '../../../edge/aws-error.ts';
import { checkKeys } from '../definitions/check-indexes.ts';
import { globalIndex } from '../definitions/description-of.ts';
import { invalid } from '../expressions/invalid-expression.ts';
import type { Index, OnDemandThroughput, Table, Throughput } from '../table-description.ts';
import { checkOnDemand, onDemandAfter } from '../throughput/check-on-demand.ts';
import { NO_THROUGHPUT, refuseBlocked, throughputAfter } from './throughput.ts';

export interface IndexUpdate {
  Create?: Index;
  Update?: { IndexName: string; ProvisionedThroughput?: Throughput; OnDemandThroughput?: OnDemandThroughput };
  Delete?: { IndexName: string };
}

/** The most global indexes of a table (Developer Guide, "Quotas"). */
const MAX_INDEXES = 20;

/**
 * A table's global indexes during an update, and after it. A CREATING index is filled, a DELETING one emptied, when the update completes.
 * Throws AwsError.
 */
export function indexesAfter(
  table: Table,
  request: {
    AttributeDefinitions?: Table['AttributeDefinitions'];
    BillingMode?: string;
    GlobalSecondaryIndexUpdates?: IndexUpdate[];
  },
  seconds: number,
): { passing: Partial<Table>; lasting: Partial<Table> } {
  const updates = request.GlobalSecondaryIndexUpdates ?? [];
  const before = table.GlobalSecondaryIndexes ?? [];
  refuseUnpriced(before, request.BillingMode, updates);
  if (updates.length === 0) return { passing: {}, lasting: {} };
  if (updates.filter(({ Create, Delete }) => Create || Delete).length > 1) {
    throw new AwsError(
      'LimitExceededException',
      'Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table',
    );
  }
  for (const { Update } of updates) refuseBlocked(Update?.ProvisionedThroughput);
  const provisioned = table.BillingModeSummary?.BillingMode !== 'PAY_PER_REQUEST';
  for (const { Create, Update } of updates)
    checkOnDemand({
      given: (Create ?? Update)?.OnDemandThroughput,
      provisioned,
      index: (Create ?? Update)?.IndexName ?? '',
      mayClear: Update !== undefined,
    });
  const definitions = merged(table.AttributeDefinitions, request.AttributeDefinitions);
  const passing = new Map(before.map((index) => [index.IndexName, index]));
  const lasting = new Map(passing);
  for (const { Create, Update, Delete } of updates) {
    if (Create) {
      const made = createdIndex(table, Create, definitions);
      passing.set(made.IndexName, made);
      lasting.set(made.IndexName, made);
    }
    if (Update) {
      const index = existing(passing, Update.IndexName);
      passing.set(index.IndexName, { ...index, IndexStatus: 'UPDATING' });
      const capacity = index.ProvisionedThroughput ?? NO_THROUGHPUT;
      lasting.set(index.IndexName, {
        ...index,
        ...(Update.ProvisionedThroughput && {
          ProvisionedThroughput: throughputAfter(capacity, Update.ProvisionedThroughput, seconds),
        }),
        ...(Update.OnDemandThroughput && {
          OnDemandThroughput: onDemandAfter(index.OnDemandThroughput, Update.OnDemandThroughput),
        }),
      });
    }
    if (Delete) {
      const index = existing(passing, Delete.IndexName);
      passing.set(index.IndexName, { ...index, IndexStatus: 'DELETING' });
      lasting.delete(index.IndexName);
    }
  }
  return {
    passing: { GlobalSecondaryIndexes: [...passing.values()], AttributeDefinitions: definitions },
    lasting: {
      GlobalSecondaryIndexes: lasting.size > 0 ? [...lasting.values()] : undefined,
      AttributeDefinitions: usedOf(definitions, table, [...lasting.values()]),
    },
  };
}

function existing(indexes: ReadonlyMap<string, Index>, name: string): Index {
  const index = indexes.get(name);
  if (index) return index;
  throw new AwsError('ResourceNotFoundException', 'Requested resource not found');
}

function createdIndex(table: Table, index: Index, definitions: Table['AttributeDefinitions']): Index {
  const names = [...(table.GlobalSecondaryIndexes ?? []), ...(table.LocalSecondaryIndexes ?? [])];
  if (names.some(({ IndexName }) => IndexName === index.IndexName)) {
    throw invalid('Attempting to create an index which already exists');
  }
  checkKeys(index.KeySchema, definitions, true);
  if ((table.GlobalSecondaryIndexes?.length ?? 0) >= MAX_INDEXES) {
    throw invalid(
      `One or more parameter values were invalid: GlobalSecondaryIndex count exceeds the per-table limit of ${MAX_INDEXES}`,
    );
  }
  return globalIndex(table.TableArn, index);
}

/** A table that is billed by capacity from now on must have it given for each of its indexes. */
function refuseUnpriced(
  indexes: readonly Index[],
  mode: string | undefined,
  updates: readonly IndexUpdate[],
): void {
  if (mode !== 'PROVISIONED') return;
  const given = updates.map(({ Update }) => Update?.IndexName);
  const left = indexes.filter(
    ({ IndexName, ProvisionedThroughput }) =>
      !given.includes(IndexName) && !ProvisionedThroughput?.ReadCapacityUnits,
  );
  if (left.length === 0) return;
  const names = left.map(({ IndexName }) => IndexName).join(',');
  throw invalid(
    `One or more parameter values were invalid: ProvisionedThroughput must be specified for index: ${names}`,
  );
}

function merged(before: Table['AttributeDefinitions'], added: Table['AttributeDefinitions'] = []) {
  return [
    ...new Map([...before, ...added].map((definition) => [definition.AttributeName, definition])).values(),
  ];
}

function usedOf(definitions: Table['AttributeDefinitions'], table: Table, indexes: readonly Index[]) {
  const schemas = [table, ...indexes, ...(table.LocalSecondaryIndexes ?? [])].flatMap(
    ({ KeySchema }) => KeySchema,
  );
  const used = new Set(schemas.map(({ AttributeName }) => AttributeName));
  return definitions.filter(({ AttributeName }) => used.has(AttributeName));
}
