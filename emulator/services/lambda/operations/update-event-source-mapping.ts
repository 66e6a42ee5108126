import type {
  EventSourceMappingConfiguration,
  UpdateEventSourceMappingRequest,
} from '@aws-sdk/client-lambda';
import { notImplemented } from '../../../edge/aws-error.ts';
import { operation } from '../../../edge/operation.ts';
import { failureDestination } from '../event-sources/failure-destination.ts';
import { foundMapping } from '../event-sources/found-mapping.ts';
import { isOfQueue, mappingArn, shownMapping } from '../event-sources/mapping.ts';
import { HONOURED, settingsAfter } from '../event-sources/mapping-settings.ts';
import { checkQueue } from '../event-sources/queue-access.ts';
import { queueSettingsAfter } from '../event-sources/queue-settings.ts';
import { checkStreamAccess } from '../event-sources/stream-access.ts';
import type { LambdaServices } from '../services.ts';
import { foundVersion } from '../versions.ts';

/** UpdateEventSourceMapping: keeps what is left out. A mapping continues where it was. */
export function updateEventSourceMapping({
  authority,
  context,
  mappings,
  messages,
  queues,
  store,
}: Pick<LambdaServices, 'authority' | 'context' | 'mappings' | 'messages' | 'queues' | 'store'>) {
  return operation<UpdateEventSourceMappingRequest, EventSourceMappingConfiguration>({
    honours: { ...HONOURED, UUID: true },
    resource: ({ UUID = '' }) => mappingArn(context.config, UUID),
    async run(input) {
      const before = foundMapping(store.state, input.UUID);
      const { settings: version, arn } = foundVersion(
        store.state,
        context.config,
        input.FunctionName ?? before.functionArn,
      );
      const changed = { functionArn: arn, lastModified: context.clock.now() };
      let mapping = before;
      if (!isOfQueue(before)) {
        checkStreamAccess(authority, version.role, before.streamArn);
        const asked = { authority, roleArn: version.role };
        const destination = failureDestination(input.DestinationConfig, before.onFailure, messages, asked);
        mapping = { ...before, ...settingsAfter(before, input), ...destination, ...changed };
      } else {
        const { queueArn } = before;
        const settings = queueSettingsAfter(before, input, queueArn);
        if (!queues)
          throw notImplemented(`UpdateEventSourceMapping: ${queueArn} without an upstream (UPSTREAM)`);
        await checkQueue({ authority, queues }, version, queueArn);
        foundMapping(store.state, input.UUID);
        mapping = { ...before, ...settings, ...changed };
      }
      store.commit.putMapping(mapping);
      mappings.sync(mapping.id);
      const state =
        mapping.enabled === before.enabled ? 'Updating' : mapping.enabled ? 'Enabling' : 'Disabling';
      return shownMapping(context.config, mapping, state);
    },
  });
}
