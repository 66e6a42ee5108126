import { AwsError, notImplemented } from '../../../edge/aws-error.ts';
import type { Operation } from '../../../edge/operation.ts';
import { resourcesOf } from '../table-arns.ts';
import type { Tables } from '../tables.ts';
import { recordOf } from './describe-table.ts';

type Input = Readonly<Record<string, unknown>>;
type Read = Operation<object, object>;

/** Where a feature is off, no parameter can change the answer. */
const EVERYTHING = { '*': true } as Read['honours'];

/**
 * Reads about features that no table here has: each says that it is off, as DynamoDB does for a table that never had it. Tools such as
 * Terraform ask before they compare. Turning one on is refused by name.
 */
export function featuresOff(tables: Pick<Tables, 'records'>): Readonly<Record<string, Read>> {
  return {
    DescribeContinuousBackups: ofTable(tables, backups, tableNotFound),
    UpdateContinuousBackups: ofTable(
      tables,
      (_name, input) => {
        const wanted = input['PointInTimeRecoverySpecification'] as Input | undefined;
        if (wanted?.['PointInTimeRecoveryEnabled'] === true)
          throw notImplemented('UpdateContinuousBackups: PointInTimeRecoveryEnabled true');
        return backups();
      },
      tableNotFound,
    ),
    DescribeContributorInsights: ofTable(tables, insights),
    UpdateContributorInsights: ofTable(tables, (name, input) => {
      const action = input['ContributorInsightsAction'];
      if (action !== 'DISABLE')
        throw notImplemented(`UpdateContributorInsights: ContributorInsightsAction ${action}`);
      return insights(name, input);
    }),
    DescribeKinesisStreamingDestination: ofTable(tables, (TableName) => ({
      TableName,
      KinesisDataStreamDestinations: [],
    })),
    DescribeTableReplicaAutoScaling: ofTable(tables, (TableName) => ({
      TableAutoScalingDescription: { TableName, TableStatus: 'ACTIVE', Replicas: [] },
    })),
    GetResourcePolicy: ofTable(tables, (_name, { ResourceArn }) => {
      throw new AwsError(
        'PolicyNotFoundException',
        `Resource-based policy not found for the provided ResourceArn: ${ResourceArn}`,
      );
    }),
    ListBackups: none({ BackupSummaries: [] }),
    ListContributorInsights: none({ ContributorInsightsSummaries: [] }),
    ListExports: none({ ExportSummaries: [] }),
    ListGlobalTables: none({ GlobalTables: [] }),
    ListImports: none({ ImportSummaryList: [] }),
    // Developer guide, "Service, account, and table quotas in Amazon DynamoDB": what a region starts with.
    DescribeLimits: none({
      AccountMaxReadCapacityUnits: 80_000,
      AccountMaxWriteCapacityUnits: 80_000,
      TableMaxReadCapacityUnits: 40_000,
      TableMaxWriteCapacityUnits: 40_000,
    }),
  };
}

function backups(): object {
  return {
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: 'ENABLED',
      PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'DISABLED' },
    },
  };
}

function insights(TableName: string, { IndexName }: Input): object {
  return {
    TableName,
    ...(IndexName !== undefined && { IndexName }),
    ContributorInsightsStatus: 'DISABLED',
  };
}

/** What reads of backups say, unlike all others. */
function tableNotFound(name: string): AwsError {
  return new AwsError('TableNotFoundException', `Table not found: ${name}`);
}

/** A read about one table, by its name or its ARN. */
function ofTable(
  tables: Pick<Tables, 'records'>,
  answer: (name: string, input: Input) => object,
  unknown?: (name: string) => AwsError,
): Read {
  return {
    honours: EVERYTHING,
    resource: resourcesOf,
    run(input) {
      const given = input as Input;
      const [, name = ''] =
        /^(?:arn:[^/]*:table\/)?([^/]*)/.exec(String(given['TableName'] ?? given['ResourceArn'] ?? '')) ?? [];
      if (unknown && !tables.records.get(name)) throw unknown(name);
      recordOf(tables, name);
      return answer(name, given);
    },
  };
}

/** A list of what cannot be made. */
function none(answer: object): Read {
  return { honours: EVERYTHING, run: () => answer };
}
