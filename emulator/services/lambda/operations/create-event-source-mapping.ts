import type {
  CreateEventSourceMappingRequest,
  EventSourceMappingConfiguration,
} from '@aws-sdk/client-lambda';
import { AwsError, notImplemented } from '../../../edge/aws-error.ts';
import { operation } from '../../../edge/operation.ts';
import { type Mapping, shownMapping } from '../event-sources/mapping.ts';
import { DEFAULTS, HONOURED, invalidValue, settingsAfter } from '../event-sources/mapping-settings.ts';
import { checkStreamAccess } from '../event-sources/stream-access.ts';
import type { LambdaServices } from '../services.ts';
import { foundVersion } from '../versions.ts';

/** CreateEventSourceMapping: hands the changes of a table's stream to a function. Other sources are refused by name. */
export function createEventSourceMapping({
  authority,
  changes,
  context,
  mappings,
  store,
}: Pick<LambdaServices, 'authority' | 'changes' | 'context' | 'mappings' | 'store'>) {
  return operation<CreateEventSourceMappingRequest, EventSourceMappingConfiguration>({
    honours: { ...HONOURED, EventSourceArn: true, StartingPosition: true },
    run(input) {
      const { EventSourceArn: streamArn = '', FunctionName = '', StartingPosition } = input;
      const service = streamArn.split(':')[2] ?? '';
      if (streamArn === '') throw invalidValue('Unrecognized event source.');
      if (service !== 'dynamodb')
        throw notImplemented(`CreateEventSourceMapping: an event source of ${service}`);
      const { record, settings: version, arn } = foundVersion(store.state, context.config, FunctionName);
      if (StartingPosition === undefined)
        throw invalidValue(
          "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.",
        );
      if (StartingPosition === 'AT_TIMESTAMP')
        throw invalidValue(`Unsupported starting position for arn type: ${streamArn}`);
      const settings = settingsAfter(DEFAULTS, input);
      if (!changes.exists(streamArn)) throw invalidValue(`Stream not found: ${streamArn}`);
      checkStreamAccess(authority, version.role, streamArn);
      const twin = Object.values(store.state.mappings ?? {}).find(
        (other) => other.streamArn === streamArn && other.functionArn === arn,
      );
      if (twin)
        throw new AwsError(
          'ResourceConflictException',
          `The event source arn (" ${streamArn} ") and function (" ${record.name} ") provided mapping already exists. Please update or delete the existing mapping with UUID ${twin.id}`,
          { members: { Type: 'User' } },
        );
      const mapping: Mapping = {
        ...settings,
        id: context.random.uuid(),
        streamArn,
        functionArn: arn,
        startingPosition: StartingPosition,
        lastModified: context.clock.now(),
        lastResult: 'No records processed',
        ...(StartingPosition === 'LATEST' && { position: changes.latest(streamArn) }),
      };
      store.commit.putMapping(mapping);
      mappings.sync(mapping.id);
      return shownMapping(context.config, mapping, 'Creating');
    },
  });
}
