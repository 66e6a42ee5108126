import type { ListEventSourceMappingsRequest, ListEventSourceMappingsResponse } from '@aws-sdk/client-lambda';
import { operation } from '../../../edge/operation.ts';
import { shownMapping, sourceOf } from '../event-sources/mapping.ts';
import { addressedFunction } from '../function-name.ts';
import { paged } from '../paging.ts';
import type { LambdaServices } from '../services.ts';

/** ListEventSourceMappings: all, or those of a function or of a source. */
export function listEventSourceMappings({ context, store }: Pick<LambdaServices, 'context' | 'store'>) {
  return operation<ListEventSourceMappingsRequest, ListEventSourceMappingsResponse>({
    honours: { EventSourceArn: true, FunctionName: true, Marker: true, MaxItems: true },
    run({ EventSourceArn, FunctionName, Marker, MaxItems }) {
      const arn =
        FunctionName === undefined ? undefined : addressedFunction(context.config, FunctionName).arn;
      const all = Object.values(store.state.mappings ?? {}).filter(
        (mapping) =>
          (EventSourceArn === undefined || sourceOf(mapping) === EventSourceArn) &&
          (arn === undefined || mapping.functionArn === arn),
      );
      const { page, next } = paged(all, ({ id }) => id, { marker: Marker, size: MaxItems });
      return {
        EventSourceMappings: page.map((mapping) => shownMapping(context.config, mapping)),
        ...(next !== undefined && { NextMarker: next }),
      };
    },
  });
}
