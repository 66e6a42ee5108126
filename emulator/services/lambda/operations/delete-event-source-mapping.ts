import type {
  DeleteEventSourceMappingRequest,
  EventSourceMappingConfiguration,
} from '@aws-sdk/client-lambda';
import { operation } from '../../../edge/operation.ts';
import { foundMapping } from '../event-sources/found-mapping.ts';
import { mappingArn, shownMapping } from '../event-sources/mapping.ts';
import type { LambdaServices } from '../services.ts';

/** DeleteEventSourceMapping: the current batch is not delivered again. */
export function deleteEventSourceMapping({
  context,
  mappings,
  store,
}: Pick<LambdaServices, 'context' | 'mappings' | 'store'>) {
  return operation<DeleteEventSourceMappingRequest, EventSourceMappingConfiguration>({
    honours: { UUID: true },
    resource: ({ UUID = '' }) => mappingArn(context.config, UUID),
    run({ UUID }) {
      const mapping = foundMapping(store.state, UUID);
      store.commit.removeMapping({ id: mapping.id });
      mappings.sync(mapping.id);
      return shownMapping(context.config, mapping, 'Deleting');
    },
  });
}
