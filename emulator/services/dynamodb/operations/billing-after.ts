import { invalid } from '../expressions/invalid-expression.ts';
import type { Index, OnDemandThroughput, Table, Throughput } from '../table-description.ts';
import { checkOnDemand, onDemandAfter } from '../throughput/check-on-demand.ts';
import { NO_THROUGHPUT, throughputAfter } from './throughput.ts';

/** What UpdateTable changes of how a table is billed. */
export interface BillingChange {
  readonly BillingMode?: string;
  readonly ProvisionedThroughput?: Throughput;
  readonly OnDemandThroughput?: OnDemandThroughput;
}

/** The table with its capacity and billing mode changed. Throws AwsError `ValidationException`. */
export function billingAfter(table: Table, request: BillingChange, seconds: number): Table {
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
  const given = request.OnDemandThroughput;
  checkOnDemand({ given, provisioned: mode !== 'PAY_PER_REQUEST', mayClear: true });
  const limits = given && { OnDemandThroughput: onDemandAfter(table.OnDemandThroughput, given) };
  if (mode === before) return { ...table, ProvisionedThroughput: changed, ...limits };
  const summary = { ...table.BillingModeSummary, BillingMode: mode };
  if (mode === 'PROVISIONED')
    return {
      ...withoutLimits(table),
      ProvisionedThroughput: changed,
      BillingModeSummary: summary,
    };
  return {
    ...table,
    ProvisionedThroughput: NO_THROUGHPUT,
    ...limits,
    BillingModeSummary: { ...summary, LastUpdateToPayPerRequestDateTime: seconds },
    ...(table.GlobalSecondaryIndexes && {
      GlobalSecondaryIndexes: table.GlobalSecondaryIndexes.map(
        (index): Index => ({ ...index, ProvisionedThroughput: NO_THROUGHPUT }),
      ),
    }),
  };
}

/** Provisioned capacity removes on-demand limits; whether AWS keeps them for later is not known. */
function withoutLimits({ OnDemandThroughput: _, GlobalSecondaryIndexes: indexes, ...table }: Table): Table {
  return {
    ...table,
    ...(indexes && {
      GlobalSecondaryIndexes: indexes.map(({ OnDemandThroughput: __, ...index }) => index),
    }),
  };
}
