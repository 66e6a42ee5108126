import type {
  CreateEventSourceMappingRequest,
  EventSourceMappingConfiguration,
} from '@aws-sdk/client-lambda';
import { AwsError, notImplemented } from '../../../edge/aws-error.ts';
import { operation } from '../../../edge/operation.ts';
import { failureDestination } from '../event-sources/failure-destination.ts';
import { type Mapping, shownMapping, sourceOf } from '../event-sources/mapping.ts';
import { DEFAULTS, HONOURED, invalidValue, settingsAfter } from '../event-sources/mapping-settings.ts';
import { checkQueue } from '../event-sources/queue-access.ts';
import { QUEUE_DEFAULTS, queueSettingsAfter } from '../event-sources/queue-settings.ts';
import { checkStreamAccess } from '../event-sources/stream-access.ts';
import type { LambdaServices } from '../services.ts';
import type { Configuration } from '../state/records.ts';
import { checkTags } from '../tags.ts';
import { foundVersion } from '../versions.ts';

type Services = Pick<
  LambdaServices,
  'authority' | 'changes' | 'context' | 'mappings' | 'messages' | 'queues' | 'store'
>;

/** CreateEventSourceMapping: hands the changes of a table's stream, or the messages of a queue, to a function. Other sources are refused by name. */
export function createEventSourceMapping(services: Services) {
  const { context, mappings, store } = services;
  return operation<CreateEventSourceMappingRequest, EventSourceMappingConfiguration>({
    honours: { ...HONOURED, EventSourceArn: true, StartingPosition: true, Tags: true },
    async run(input) {
      const { EventSourceArn: sourceArn = '', FunctionName = '', Tags } = input;
      const service = sourceArn.split(':')[2] ?? '';
      if (sourceArn === '') throw invalidValue('Unrecognized event source.');
      if (service !== 'dynamodb' && service !== 'sqs')
        throw notImplemented(`CreateEventSourceMapping: an event source of ${service}`);
      if (Tags) checkTags(Tags);
      const { record, settings: version, arn } = foundVersion(store.state, context.config, FunctionName);
      const mapping = {
        id: context.random.uuid(),
        functionArn: arn,
        lastModified: context.clock.now(),
        ...(Tags && { tags: Tags }),
        ...(service === 'sqs'
          ? await ofQueue(services, input, version, sourceArn)
          : ofStream(services, input, version, sourceArn)),
      };
      const twin = Object.values(store.state.mappings ?? {}).find(
        (other) => sourceOf(other) === sourceArn && other.functionArn === arn,
      );
      if (twin)
        throw new AwsError(
          'ResourceConflictException',
          service === 'sqs'
            ? `An event source mapping with SQS arn (" ${sourceArn} ") and function (" ${record.name} ") already exists. Please update or delete the existing mapping with UUID ${twin.id}`
            : `The event source arn (" ${sourceArn} ") and function (" ${record.name} ") provided mapping already exists. Please update or delete the existing mapping with UUID ${twin.id}`,
          { members: { Type: 'User' } },
        );
      store.commit.putMapping(mapping);
      mappings.sync(mapping.id);
      return shownMapping(context.config, mapping, 'Creating');
    },
  });
}

type Own<Kind> = Kind extends unknown ? Omit<Kind, 'id' | 'functionArn' | 'lastModified'> : never;

function ofStream(
  { authority, changes, messages }: Pick<Services, 'authority' | 'changes' | 'messages'>,
  input: CreateEventSourceMappingRequest,
  { role }: Configuration,
  streamArn: string,
): Own<Mapping> {
  const { StartingPosition } = input;
  if (StartingPosition === undefined)
    throw invalidValue(
      "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.",
    );
  if (StartingPosition === 'AT_TIMESTAMP')
    throw invalidValue(`Unsupported starting position for arn type: ${streamArn}`);
  const settings = settingsAfter(DEFAULTS, input);
  if (!changes.exists(streamArn)) throw invalidValue(`Stream not found: ${streamArn}`);
  checkStreamAccess(authority, role, streamArn);
  return {
    ...settings,
    ...failureDestination(input.DestinationConfig, undefined, messages, { authority, roleArn: role }),
    streamArn,
    startingPosition: StartingPosition,
    lastResult: 'No records processed',
    ...(StartingPosition === 'LATEST' && { position: changes.latest(streamArn) }),
  };
}

async function ofQueue(
  { authority, queues }: Pick<Services, 'authority' | 'queues'>,
  input: CreateEventSourceMappingRequest,
  version: Configuration,
  queueArn: string,
): Promise<Own<Mapping>> {
  if (!queues)
    throw notImplemented('CreateEventSourceMapping: an event source of sqs without an upstream (UPSTREAM)');
  const settings = queueSettingsAfter(QUEUE_DEFAULTS, input, queueArn);
  await checkQueue({ authority, queues }, version, queueArn);
  return { ...settings, queueArn };
}
