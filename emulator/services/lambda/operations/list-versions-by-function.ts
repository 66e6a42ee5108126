import type { ListVersionsByFunctionRequest, ListVersionsByFunctionResponse } from '@aws-sdk/client-lambda';
import { operation } from '../../../edge/operation.ts';
import { listedConfiguration } from '../configuration.ts';
import { foundFunction, resourceOf } from '../function-name.ts';
import { paged } from '../paging.ts';
import type { LambdaServices } from '../services.ts';
import { versionOrder } from '../versions.ts';

/** ListVersionsByFunction: `$LATEST` and the published versions, in the order of the numbers. */
export function listVersionsByFunction({ context, store }: Pick<LambdaServices, 'context' | 'store'>) {
  return operation<ListVersionsByFunctionRequest, ListVersionsByFunctionResponse>({
    honours: { FunctionName: true, Marker: true, MaxItems: true },
    resource: ({ FunctionName = '' }) => resourceOf(context.config, FunctionName),
    run({ FunctionName = '', Marker, MaxItems }) {
      const { record } = foundFunction(store.state, context.config, FunctionName);
      const all = [record.latest, ...Object.values(record.versions)];
      const { page, next } = paged(all, versionOrder, { marker: Marker, size: MaxItems });
      return {
        Versions: page.map((settings) =>
          listedConfiguration(context.config, record.name, settings, settings.version),
        ),
        ...(next !== undefined && { NextMarker: next }),
      };
    },
  });
}
