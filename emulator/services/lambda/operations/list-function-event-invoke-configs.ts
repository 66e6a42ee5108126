import type {
  ListFunctionEventInvokeConfigsRequest,
  ListFunctionEventInvokeConfigsResponse,
} from '@aws-sdk/client-lambda';
import { operation } from '../../../edge/operation.ts';
import { orMissing, shownEventSettings } from '../event-settings.ts';
import { foundFunction, functionArn, resourceOf } from '../function-name.ts';
import { paged } from '../paging.ts';
import type { LambdaServices } from '../services.ts';

/** ListFunctionEventInvokeConfigs: the settings of a function and of its versions and aliases. */
export function listFunctionEventInvokeConfigs({
  context,
  store,
}: Pick<LambdaServices, 'context' | 'store'>) {
  return operation<ListFunctionEventInvokeConfigsRequest, ListFunctionEventInvokeConfigsResponse>({
    honours: { FunctionName: true, Marker: true, MaxItems: true },
    resource: ({ FunctionName = '' }) => resourceOf(context.config, FunctionName),
    run({ FunctionName = '', Marker, MaxItems }) {
      const { record } = orMissing(() => foundFunction(store.state, context.config, FunctionName));
      const all = Object.entries(record.eventSettings);
      const { page, next } = paged(all, ([qualifier]) => qualifier, { marker: Marker, size: MaxItems });
      return {
        FunctionEventInvokeConfigs: page.map(([qualifier, settings]) =>
          shownEventSettings(functionArn(context.config, record.name, qualifier), settings),
        ),
        ...(next !== undefined && { NextMarker: next }),
      };
    },
  });
}
