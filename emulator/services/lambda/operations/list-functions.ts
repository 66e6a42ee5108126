import type { ListFunctionsRequest, ListFunctionsResponse } from '@aws-sdk/client-lambda';
import { operation } from '../../../edge/operation.ts';
import { listedConfiguration } from '../configuration.ts';
import { paged } from '../paging.ts';
import type { LambdaServices } from '../services.ts';
import { versionOrder } from '../versions.ts';

/** ListFunctions: at most 50 functions a page, in the order of their names. */
export function listFunctions({ context, store }: Pick<LambdaServices, 'context' | 'store'>) {
  return operation<ListFunctionsRequest, ListFunctionsResponse>({
    honours: { Marker: true, MaxItems: true, FunctionVersion: ['ALL'] },
    run({ Marker, MaxItems, FunctionVersion }) {
      const allVersions = FunctionVersion === 'ALL';
      const all = Object.values(store.state.functions).flatMap(({ name, latest, versions }) =>
        [latest, ...(allVersions ? Object.values(versions) : [])].map((settings) => ({ name, settings })),
      );
      const keyOf = ({ name, settings }: (typeof all)[number]) => `${name}:${versionOrder(settings)}`;
      const { page, next } = paged(all, keyOf, { marker: Marker, size: MaxItems });
      return {
        Functions: page.map(({ name, settings }) =>
          listedConfiguration(context.config, name, settings, allVersions ? settings.version : undefined),
        ),
        ...(next !== undefined && { NextMarker: next }),
      };
    },
  });
}
