import type { DestinationConfig } from '@aws-sdk/client-lambda';
import type { Authority } from '../../../edge/interfaces/authority.ts';
import type { SourceChange } from '../../../edge/interfaces/change-source.ts';
import type { MessageSender } from '../../../edge/interfaces/message-sender.ts';
import { type Asked, givenDestinations, maySend, serviceOf } from '../destinations/destinations.ts';
import { foundVersion } from '../versions.ts';
import type { GivenUp } from './deliver.ts';
import type { StreamMapping } from './mapping.ts';
import type { RunnerDependencies } from './mapping-runner.ts';
import { unsupported } from './mapping-settings.ts';

/** What can be told of changes that are given up. */
export interface FailureDependencies extends RunnerDependencies {
  authority: Pick<Authority, 'decide'>;
  /** Undefined where there is no upstream. */
  messages: MessageSender | undefined;
}

/**
 * The queue or topic of a stream's mapping after a request; one that the request leaves out stays, an empty one goes. Throws AwsError
 * `InvalidParameterValueException`, and 501 for a bucket and where there is no upstream.
 */
export function failureDestination(
  given: DestinationConfig | undefined,
  before: string | undefined,
  messages: MessageSender | undefined,
  asked: Asked,
): { onFailure?: string | undefined } {
  const arn = given?.OnFailure?.Destination;
  if (arn === undefined) return { onFailure: before };
  // Functions and event buses are for events that nobody waits for (developer guide, "Retaining discarded records").
  if (['lambda', 'events'].includes(serviceOf(arn))) throw unsupported('DestinationConfig');
  return givenDestinations({ OnFailure: { Destination: arn } }, messages, asked);
}

/**
 * Tells a mapping's queue or topic which changes are given up: where they are, not what is in them. What cannot be sent is lost, and the
 * engine's log says so. Never rejects.
 */
export async function tellFailure(
  { authority, context, messages, report, store }: FailureDependencies,
  mapping: StreamMapping,
  changes: readonly SourceChange[],
  end: GivenUp & { requestId: string },
): Promise<void> {
  const { onFailure: arn, functionArn } = mapping;
  if (arn === undefined) return;
  try {
    const { settings } = foundVersion(store.state, context.config, functionArn);
    const lost = `a record of ${changes.length} changes for ${functionArn} is lost`;
    if (!maySend({ authority, roleArn: settings.role }, arn))
      throw new Error(`The role ${settings.role} may not send to ${arn}: ${lost}.`);
    if (!messages) throw new Error(`There is no upstream (UPSTREAM) that has ${arn}: ${lost}.`);
    const body = recordOf(mapping, changes, { ...end, version: settings.version, at: context.clock.now() });
    await messages.send(arn, { body, source: 'lambda', detailType: '', resources: [] });
  } catch (error) {
    report(error);
  }
}

/** What the queue or topic is told (developer guide, "Retaining discarded records for a DynamoDB event source"), as JSON text. */
function recordOf(
  { functionArn, streamArn }: StreamMapping,
  changes: readonly SourceChange[],
  {
    condition,
    runs,
    failed,
    requestId,
    version,
    at,
  }: GivenUp & { requestId: string; version: string; at: number },
): string {
  const [first, last] = [changes[0], changes.at(-1)];
  return JSON.stringify({
    requestContext: { requestId, functionArn, condition, approximateInvokeCount: runs },
    ...(runs > 0 && {
      responseContext: {
        statusCode: 200,
        executedVersion: version,
        functionError: failed ? 'Unhandled' : null,
      },
    }),
    version: '1.0',
    timestamp: new Date(at).toISOString(),
    DDBStreamBatchInfo: {
      shardId: first?.shardId,
      startSequenceNumber: first?.position,
      endSequenceNumber: last?.position,
      approximateArrivalOfFirstRecord: inSeconds(first),
      approximateArrivalOfLastRecord: inSeconds(last),
      batchSize: changes.length,
      streamArn,
    },
  });
}

/** When a change came: `2026-11-27T10:00:00Z`. */
function inSeconds(change: SourceChange | undefined): string | undefined {
  return change && `${new Date(change.at).toISOString().slice(0, 19)}Z`;
}
