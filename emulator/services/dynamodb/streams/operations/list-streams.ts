import type { ListStreamsInput } from '@aws-sdk/client-dynamodb-streams';
import type { Operation } from '../../../../edge/operation.ts';
import { isReadable, type StreamReader } from '../stream-reader.ts';

/** ListStreams: those that can be read, up to 100 at a time, of one table or of all. */
export function listStreams({ log, clock }: StreamReader): Operation<object, object> {
  return {
    honours: { TableName: true, Limit: true, ExclusiveStartStreamArn: true } as Operation<
      object,
      object
    >['honours'],
    run(input) {
      const { TableName, Limit = 100, ExclusiveStartStreamArn: start } = input as ListStreamsInput;
      const found = log
        .streams()
        .filter((stream) => isReadable(stream, clock.now()))
        .filter(({ tableName }) => TableName === undefined || tableName === TableName)
        .filter(({ arn }) => start === undefined || arn > start);
      const shown = found.slice(0, Math.min(Limit, 100));
      const last = shown.at(-1);
      return {
        Streams: shown.map((stream) => ({
          StreamArn: stream.arn,
          TableName: stream.tableName,
          StreamLabel: stream.label,
        })),
        ...(last && shown.length < found.length && { LastEvaluatedStreamArn: last.arn }),
      };
    },
  };
}
