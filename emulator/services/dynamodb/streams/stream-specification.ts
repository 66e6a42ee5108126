import { invalid } from '../expressions/invalid-expression.ts';
import type { Table } from '../table-description.ts';
import type { ChangeLog } from './change-log.ts';
import type { Stream, ViewType } from './stream.ts';

/** What a request says of a table's stream. */
export interface StreamWish {
  readonly StreamEnabled?: boolean;
  readonly StreamViewType?: ViewType;
}

/** Rejects a stream without a view, and a view without a stream. Throws AwsError `ValidationException`; the texts are guesses. */
export function refuseBrokenWish(wish: StreamWish | undefined): void {
  if (!wish) return;
  if (wish.StreamEnabled && !wish.StreamViewType)
    throw invalid(
      'One or more parameter values were invalid: StreamViewType is required when StreamEnabled is true',
    );
  if (!wish.StreamEnabled && wish.StreamViewType)
    throw invalid(
      'One or more parameter values were invalid: StreamViewType must not be given when StreamEnabled is false',
    );
}

/** Rejects to turn on what is on, and to turn off what is off (API Reference, "StreamSpecification"); the texts are guesses. */
export function refuseStreamChange(
  { StreamSpecification, TableName }: Table,
  wish: StreamWish | undefined,
): void {
  if (!wish) return;
  refuseBrokenWish(wish);
  const on = StreamSpecification?.StreamEnabled ?? false;
  if (on && wish.StreamEnabled) throw invalid(`Table already has an enabled stream: TableName: ${TableName}`);
  if (!on && !wish.StreamEnabled) throw invalid(`Table is already missing a stream: TableName: ${TableName}`);
}

/** The table's description after its stream was turned on or off as wished. */
export async function withStream(
  { log }: { log: ChangeLog },
  table: Table,
  wish: StreamWish | undefined,
  now: number,
): Promise<Table> {
  if (!wish) return table;
  if (!wish.StreamEnabled || !wish.StreamViewType) {
    await log.close(table.TableId);
    const { StreamSpecification: _, ...rest } = table;
    return rest;
  }
  const label = new Date(now).toISOString().slice(0, -1);
  const stream: Stream = {
    arn: `${table.TableArn}/stream/${label}`,
    label,
    tableId: table.TableId,
    tableName: table.TableName,
    keySchema: table.KeySchema,
    viewType: wish.StreamViewType,
    region: table.TableArn.split(':')[3] ?? '',
    createdAt: now,
  };
  await log.open(stream);
  return {
    ...table,
    StreamSpecification: { StreamEnabled: true, StreamViewType: wish.StreamViewType },
    LatestStreamLabel: label,
    LatestStreamArn: stream.arn,
  };
}

/** What a table's description says of its stream. */
export function streamOf({ StreamSpecification, LatestStreamArn, LatestStreamLabel }: Table): Partial<Table> {
  return { StreamSpecification, LatestStreamArn, LatestStreamLabel };
}
