import { AwsError } from '../../../edge/aws-error.ts';
import { brokenConstraints } from '../../../edge/constraints.ts';
import type { Service } from '../../../edge/operation.ts';
import { models } from '../../../models/models.ts';
import type { Clock } from '../../../store/clock.ts';
import { invalid } from '../expressions/invalid-expression.ts';
import type { ChangeLog } from './change-log.ts';
import { describeStream } from './operations/describe-stream.ts';
import { getRecords } from './operations/get-records.ts';
import { getShardIterator } from './operations/get-shard-iterator.ts';
import { listStreams } from './operations/list-streams.ts';
import type { StreamReader } from './stream-reader.ts';

const model = models.dynamodbstreams;

/** The API of the streams of tables, a service of its own for clients and of DynamoDB for IAM. */
export function streamsApi(
  log: ChangeLog,
  clock: Pick<Clock, 'now'>,
  during: <T>(call: () => Promise<T>) => Promise<T>,
): Service {
  const reader: StreamReader = { log, clock };
  const operations = {
    DescribeStream: describeStream(reader),
    GetRecords: getRecords(reader),
    GetShardIterator: getShardIterator(reader),
    ListStreams: listStreams(reader),
  };
  return {
    model,
    // Values of items come and go as the store has them.
    verbatim: true,
    errorType,
    operations: Object.fromEntries(
      Object.entries(operations).map(([name, operation]) => [
        name,
        {
          ...operation,
          action: `dynamodb:${name}`,
          run(input, call) {
            check(`${name}Input`, input);
            return during(async () => operation.run(input, call));
          },
        },
      ]),
    ),
  };
}

function check(shape: string, input: object): void {
  for (const [name, value] of Object.entries(input))
    if (
      value !== null &&
      typeof value !== (name === 'Limit' ? 'number' : name === 'ShardFilter' ? 'object' : 'string')
    )
      throw new AwsError('SerializationException', 'Unexpected value type in payload', { status: 400 });
  const broken = brokenConstraints(model, shape, input);
  if (broken) throw invalid(broken);
}

function errorType(code: string): string {
  if (code === 'ValidationException') return `com.amazon.coral.validate#${code}`;
  return code in model.shapes
    ? `com.amazonaws.dynamodb.v20120810#${code}`
    : `com.amazon.coral.service#${code}`;
}
