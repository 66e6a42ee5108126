import type { EventSourceMappingConfiguration, GetEventSourceMappingRequest } from '@aws-sdk/client-lambda';
import { operation } from '../../../edge/operation.ts';
import { foundMapping } from '../event-sources/found-mapping.ts';
import { mappingArn, shownMapping } from '../event-sources/mapping.ts';
import type { LambdaServices } from '../services.ts';

/** GetEventSourceMapping. */
export function getEventSourceMapping({ context, store }: Pick<LambdaServices, 'context' | 'store'>) {
  return operation<GetEventSourceMappingRequest, EventSourceMappingConfiguration>({
    honours: { UUID: true },
    resource: ({ UUID = '' }) => mappingArn(context.config, UUID),
    run: ({ UUID }) => shownMapping(context.config, foundMapping(store.state, UUID)),
  });
}
