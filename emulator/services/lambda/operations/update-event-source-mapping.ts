import type {
  EventSourceMappingConfiguration,
  UpdateEventSourceMappingRequest,
} from '@aws-sdk/client-lambda';
import { operation } from '../../../edge/operation.ts';
import { foundMapping } from '../event-sources/found-mapping.ts';
import { mappingArn, shownMapping } from '../event-sources/mapping.ts';
import { HONOURED, settingsAfter } from '../event-sources/mapping-settings.ts';
import { checkStreamAccess } from '../event-sources/stream-access.ts';
import type { LambdaServices } from '../services.ts';
import { foundVersion } from '../versions.ts';

/** UpdateEventSourceMapping: what is left out stays. A mapping goes on where it was. */
export function updateEventSourceMapping({
  authority,
  context,
  mappings,
  store,
}: Pick<LambdaServices, 'authority' | 'context' | 'mappings' | 'store'>) {
  return operation<UpdateEventSourceMappingRequest, EventSourceMappingConfiguration>({
    honours: { ...HONOURED, UUID: true },
    resource: ({ UUID = '' }) => mappingArn(context.config, UUID),
    run(input) {
      const before = foundMapping(store.state, input.UUID);
      const { settings: version, arn } = foundVersion(
        store.state,
        context.config,
        input.FunctionName ?? before.functionArn,
      );
      checkStreamAccess(authority, version.role, before.streamArn);
      const mapping = {
        ...before,
        ...settingsAfter(before, input),
        functionArn: arn,
        lastModified: context.clock.now(),
      };
      store.commit.putMapping(mapping);
      mappings.sync(mapping.id);
      const state =
        mapping.enabled === before.enabled ? 'Updating' : mapping.enabled ? 'Enabling' : 'Disabling';
      return shownMapping(context.config, mapping, state);
    },
  });
}
