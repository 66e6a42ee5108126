import type { ListFunctionUrlConfigsRequest, ListFunctionUrlConfigsResponse } from '@aws-sdk/client-lambda';
import { operation } from '../../../edge/operation.ts';
import { orMissing } from '../event-settings.ts';
import { foundFunction, resourceOf } from '../function-name.ts';
import { paged } from '../paging.ts';
import type { LambdaServices } from '../services.ts';
import { noFunction, shownUrl } from '../urls/function-urls.ts';

/** ListFunctionUrlConfigs: the addresses of a function and of its aliases. */
export function listFunctionUrlConfigs({ context, store }: Pick<LambdaServices, 'context' | 'store'>) {
  return operation<ListFunctionUrlConfigsRequest, ListFunctionUrlConfigsResponse>({
    honours: { FunctionName: true, Marker: true, MaxItems: true },
    resource: ({ FunctionName = '' }) => resourceOf(context.config, FunctionName),
    run({ FunctionName = '', Marker, MaxItems }) {
      const { record } = orMissing(
        () => foundFunction(store.state, context.config, FunctionName),
        noFunction,
      );
      const all = Object.entries(record.urls);
      const { page, next } = paged(all, ([qualifier]) => qualifier, { marker: Marker, size: MaxItems });
      return {
        FunctionUrlConfigs: page.map(([qualifier, url]) => shownUrl(context, { record, qualifier }, url)),
        ...(next !== undefined && { NextMarker: next }),
      };
    },
  });
}
